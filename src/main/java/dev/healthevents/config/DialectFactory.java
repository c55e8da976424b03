package dev.healthevents.config;

import dev.healthevents.feed.fhir.ClosedWindows;
import dev.healthevents.feed.fhir.DialectSettings;
import dev.healthevents.feed.fhir.HistoryLevel;
import dev.healthevents.feed.fhir.ResourceTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes of what is configured what need not be found out about a FHIR server, and says what is wrong with it. */
final class DialectFactory {

    private static final String FIND_OUT = "auto";

    private DialectFactory() {}

    /** @param key of the source, for example {@code health-events.sources.lab} */
    static DialectSettings dialect(String key, SourceProperties properties) {
        return new DialectSettings(
                choice(key + ".history", properties.history(), HistoryLevel.values()),
                choice(key + ".closed-windows", properties.closedWindows(), ClosedWindows.values()),
                properties.elements(),
                types(key + ".types", properties.types()));
    }

    private static <E extends Enum<E>> E choice(String key, String value, E[] choices) {
        if (FIND_OUT.equals(value)) {
            return null;
        }
        for (E choice : choices) {
            if (named(choice).equals(value)) {
                return choice;
            }
        }
        String names = Arrays.stream(choices).map(DialectFactory::named).collect(Collectors.joining(", "));
        throw new WrongConfigurationException(
                key, "is '" + value + "'", "Set it to " + FIND_OUT + " or one of " + names);
    }

    private static String named(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> types(String key, List<String> types) {
        for (String type : types) {
            if (!type.matches("[A-Z][A-Za-z]{1,63}")) {
                throw new WrongConfigurationException(
                        key,
                        "has '" + type + "' in it, which is no FHIR resource type",
                        "Set it to types as FHIR writes them, such as Patient,Observation");
            }
        }
        for (String type : types) {
            Optional<String> meant = misspelt(type);
            if (meant.isPresent()) {
                throw new WrongConfigurationException(
                        key,
                        "has '" + type + "' in it, which is no FHIR resource type",
                        "Did you mean " + meant.get() + "?");
            }
        }
        return types.stream().distinct().toList();
    }

    /** A server may have types of its own, or of a later FHIR: no more than two letters make a mistake. */
    private static Optional<String> misspelt(String type) {
        return ResourceTypes.contains(type)
                ? Optional.empty()
                : Spelling.nearest(type, ResourceTypes.all()).filter(name -> Spelling.distance(type, name) <= 2);
    }
}

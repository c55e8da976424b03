package dev.healthevents.camel.filter;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.camel.yaml.YamlObject;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The types of the events that a subscription takes; all of them where none are named, or {@code All}. */
final class IncludedEventTypes {

    private IncludedEventTypes() {}

    /** @param place what the list is called where something is wrong with it */
    static Optional<Predicate<HealthEvent>> condition(YamlObject filter, String place) {
        List<?> names = filter.list("includedEventTypes");
        if (names.isEmpty() || names.contains("All")) {
            return Optional.empty();
        }
        Set<HealthEventType> included = EnumSet.noneOf(HealthEventType.class);
        names.forEach(name -> included.add(type(name, place)));
        return Optional.of(event -> included.contains(event.kind()));
    }

    private static HealthEventType type(Object name, String place) {
        return Arrays.stream(HealthEventType.values())
                .filter(type -> type.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongYamlException(
                        place + " has '" + name + "', which no health event has",
                        "use some of "
                                + Arrays.stream(HealthEventType.values())
                                        .map(HealthEventType::value)
                                        .collect(Collectors.joining(", "))));
    }
}

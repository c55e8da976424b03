package dev.healthevents.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables' names for keys, and back. */
final class VariableNames {

    private VariableNames() {}

    /** For example {@code HEALTH_EVENTS_SOURCES_*_POLL_INTERVAL} for {@code health-events.sources.*.poll-interval}. */
    static String variable(String key) {
        return key.replaceAll("[.\\[-]", "_").replace("]", "").toUpperCase(Locale.ROOT);
    }

    /**
     * The key that a variable sets. A {@code _} in the name of a source is a hyphen there: {@code LAB_FHIR} is
     * {@code lab-fhir}, and so it is in the name of a header. Where two keys would do, it is the longer one: {@code SOURCES_LAB_AUTH_TYPE} is the
     * {@code auth.type} of {@code lab}.
     *
     * @return a key that does not exist if the variable fits none
     */
    static String key(String variable) {
        return KnownKeys.all().stream()
                .map(KnownKeys.Key::name)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(key -> key(key, variable))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() ->
                        KnownKeys.PREFIX + "." + hyphens(variable.substring(EnvironmentVariables.PREFIX.length())));
    }

    /** The variables that one may have wanted to write, for a variable that fits no key. */
    static List<String> like(String variable) {
        return KnownKeys.all().stream()
                .map(key -> withNameOf(variable, variable(key.name().replace(KnownKeys.ANY_PLACE, "0"))))
                .toList();
    }

    private static String key(String key, String variable) {
        Matcher names = Pattern.compile(
                        variable(key).replace(KnownKeys.ANY_NAME, "(.+?)").replace(KnownKeys.ANY_PLACE, "(\\d+)"))
                .matcher(variable);
        if (!names.matches()) {
            return null;
        }
        String found = key;
        for (int name = 1; name <= names.groupCount(); name++) {
            found = found.replaceFirst(
                    "[" + KnownKeys.ANY_NAME + KnownKeys.ANY_PLACE + "]", hyphens(names.group(name)));
        }
        return found;
    }

    private static String withNameOf(String variable, String pattern) {
        List<String> written = List.of(variable.split("_"));
        List<String> wanted = List.of(pattern.split("_"));
        int any = wanted.indexOf(KnownKeys.ANY_NAME);
        int end = written.size() - (wanted.size() - 1 - any);
        boolean more = wanted.lastIndexOf(KnownKeys.ANY_NAME) > any;
        return any < 0 || end <= any || more
                ? pattern
                : pattern.replace(KnownKeys.ANY_NAME, String.join("_", written.subList(any, end)));
    }

    private static String hyphens(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

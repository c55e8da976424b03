package dev.healthevents.config;

import java.util.List;
import java.util.stream.Stream;

/** Whether there is a key, for tests elsewhere. */
public final class ConfigurationKeys {

    private ConfigurationKeys() {}

    /** @param key whole, or a part from its beginning up to a dot, with any name where users choose one */
    public static boolean has(String key) {
        return KnownKeys.all().stream()
                .anyMatch(known -> fits(List.of(known.name().split("\\.")), key.split("\\.")));
    }

    /** @param variable whole */
    public static boolean hasVariable(String variable) {
        return has(VariableNames.key(variable.replace("<NAME>", "NAME")));
    }

    private static boolean fits(List<String> known, String... key) {
        return key.length <= known.size()
                && Stream.iterate(0, i -> i < key.length, i -> i + 1)
                        .allMatch(i -> known.get(i).equals(KnownKeys.ANY_NAME)
                                || known.get(i)
                                        .equals(key[i].replaceFirst("\\[\\d+]$", "[" + KnownKeys.ANY_PLACE + "]")));
    }
}

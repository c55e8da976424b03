package dev.healthevents.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A list whose members may be lists, as ranges are, by the places of its members: Spring Boot binds lists of lists to
 * nothing else without losing whether a member was a text or a number.
 */
public final class FilterValues extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    /** Those of a text with commas between, as in an environment variable. */
    public static FilterValues valueOf(String withCommas) {
        FilterValues values = new FilterValues();
        Arrays.stream(withCommas.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .forEach(value -> values.put(String.valueOf(values.size()), value));
        return values;
    }

    /** A list, or the map itself where its keys are no places. */
    Object asList() {
        return asList(this);
    }

    private static Object asList(Object value) {
        if (!(value instanceof Map<?, ?> map)
                || !map.keySet().stream().allMatch(key -> key.toString().matches("\\d+"))) {
            return value;
        }
        return map.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> Integer.parseInt(entry.getKey().toString())))
                .map(entry -> asList(entry.getValue()))
                .toList();
    }
}

package dev.healthevents.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** All keys that can be configured, as the property records have them, so that there is one list of them only. */
final class KnownKeys {

    static final String PREFIX = "health-events";

    /** Stands for a name that users choose. */
    static final String ANY_NAME = "*";

    /** Stands for the place in a list. */
    static final String ANY_PLACE = "#";

    private static final List<Key> ALL = below(PREFIX, HealthEventsProperties.class);

    private KnownKeys() {}

    /**
     * A key.
     *
     * @param name for example {@code health-events.sources.*.poll-interval}
     * @param type of its value
     * @param defaultValue as it would be written, or {@code null} where there is none
     * @param component where it is bound to, and described
     */
    record Key(String name, Class<?> type, String defaultValue, RecordComponent component) {}

    static List<Key> all() {
        return ALL;
    }

    private static List<Key> below(String parent, Class<?> properties) {
        List<Key> keys = new ArrayList<>();
        Class<?>[] types = new Class<?>[properties.getRecordComponents().length];
        RecordComponent[] components = properties.getRecordComponents();
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        for (int i = 0; i < types.length; i++) {
            String name = parent + "." + DataObjectPropertyName.toDashedForm(components[i].getName());
            if (types[i] == Map.class) {
                ParameterizedType map = (ParameterizedType) components[i].getGenericType();
                Class<?> value = (Class<?>) map.getActualTypeArguments()[1];
                String named = name + "." + ANY_NAME;
                keys.addAll(
                        value.isRecord() ? below(named, value) : List.of(new Key(named, value, null, components[i])));
            } else if (types[i] == List.class && member(components[i]).isRecord()) {
                keys.addAll(below(name + "[" + ANY_PLACE + "]", member(components[i])));
            } else if (types[i].isRecord()) {
                keys.addAll(below(name, types[i]));
            } else {
                keys.add(new Key(name, types[i], defaultValue(properties, types, i), components[i]));
            }
        }
        return keys;
    }

    private static Class<?> member(RecordComponent list) {
        return (Class<?>) ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }

    private static String defaultValue(Class<?> properties, Class<?>[] types, int component) {
        try {
            DefaultValue annotation = properties
                    .getDeclaredConstructor(types)
                    .getParameters()[component]
                    .getAnnotation(DefaultValue.class);
            return annotation == null || annotation.value().length == 0 ? null : String.join(",", annotation.value());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(properties + " has no canonical constructor", e);
        }
    }
}

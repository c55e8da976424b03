package dev.healthevents.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Refuses values that refer to what is not set: Spring leaves <code>${TOKEN}</code> as it is, and it would be sent. */
final class UnsetPlaceholders implements BeanPostProcessor {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)}");

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HealthEventsProperties properties) {
            check(KnownKeys.PREFIX, properties);
        }
        return bean;
    }

    private static void check(String key, Object value) {
        if (value instanceof Record properties) {
            for (RecordComponent component : properties.getClass().getRecordComponents()) {
                check(
                        key + "." + DataObjectPropertyName.toDashedForm(component.getName()),
                        valueOf(component, properties));
            }
        } else if (value instanceof Map<?, ?> named) {
            named.forEach((name, properties) -> check(key + "." + name, properties));
        } else if (value instanceof List<?> list && list.stream().anyMatch(Record.class::isInstance)) {
            for (int i = 0; i < list.size(); i++) {
                check(key + "[" + i + "]", list.get(i));
            }
        } else if (value != null) {
            refusePlaceholder(key, value.toString());
        }
    }

    private static void refusePlaceholder(String key, String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        if (placeholder.find()) {
            throw new WrongConfigurationException(
                    key,
                    "refers to " + placeholder.group() + ", which is not set",
                    "Set " + placeholder.group(1) + ", for example as an environment variable");
        }
    }

    static Object valueOf(RecordComponent component, Record properties) {
        try {
            return component.getAccessor().invoke(properties);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " can't be read", e);
        }
    }
}

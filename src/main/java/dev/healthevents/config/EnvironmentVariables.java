package dev.healthevents.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Takes the variables {@code HEALTH_EVENTS_…} as keys, with {@code _} for every dot and hyphen.
 *
 * <p>Spring Boot expects {@code HEALTHEVENTS_…}, without a {@code _} for a hyphen, and lets nobody write a hyphen in the
 * name of a source (https://docs.spring.io/spring-boot/reference/features/external-config.html, "Binding From
 * Environment Variables"). It also overlooks misspelt keys among environment variables and system properties; so both
 * are given to it as properties of ours.
 */
public class EnvironmentVariables implements EnvironmentPostProcessor {

    static final String PREFIX = "HEALTH_EVENTS_";

    /** What Kubernetes sets in every pod beside a service whose name begins with health-events. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("HEALTH_EVENTS_(\\w+_)?(SERVICE_(HOST|PORT)(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        add(sources, StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, EnvironmentVariables::ofVariables);
        add(sources, StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, EnvironmentVariables::ofProperties);
    }

    private interface Reading {
        Map<String, Object> of(EnumerablePropertySource<?> source);
    }

    private static void add(MutablePropertySources sources, String name, Reading reading) {
        PropertySource<?> source = sources.get(name);
        if (source instanceof EnumerablePropertySource<?> enumerable) {
            Map<String, Object> found = reading.of(enumerable);
            if (!found.isEmpty()) {
                sources.addBefore(name, new OriginTrackedMapPropertySource("health-events " + name, found));
            }
        }
    }

    private static Map<String, Object> ofVariables(EnumerablePropertySource<?> source) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String variable : source.getPropertyNames()) {
            if (variable.startsWith(PREFIX) && !OF_KUBERNETES.matcher(variable).matches()) {
                Object value = OriginTrackedValue.of(source.getProperty(variable), new Variable(variable));
                found.put(VariableNames.key(variable), value);
            }
        }
        return found;
    }

    private static Map<String, Object> ofProperties(EnumerablePropertySource<?> source) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String property : source.getPropertyNames()) {
            if (property.startsWith(KnownKeys.PREFIX + ".")) {
                found.put(property, source.getProperty(property));
            }
        }
        return found;
    }

    /** Where a value comes from. */
    record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return "environment variable " + name;
        }
    }
}

package dev.healthevents.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/** Whoever starts the bridge for the first time is told of all that is missing, and where it was looked for. */
final class NothingConfigured {

    private NothingConfigured() {}

    /** @throws WrongConfigurationException if there is neither a source nor a sink */
    static void check(HealthEventsProperties properties, Environment environment) {
        if (!properties.sources().isEmpty() || !properties.sinks().isEmpty()) {
            return;
        }
        Path here = Path.of("").toAbsolutePath();
        throw new WrongConfigurationException(
                "health-events",
                "has neither a source nor a sink; application.yaml was looked for in " + here + " and "
                        + here.resolve("config"),
                misspelt(environment)
                        .map(root -> "Did you mean health-events by " + root + "?")
                        .orElse("Put one there: docs/quick-start.md has one to begin with, or see --help"));
    }

    private static Optional<String> misspelt(Environment environment) {
        if (!(environment instanceof ConfigurableEnvironment configurable)) {
            return Optional.empty();
        }
        return configurable.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(key -> key.contains("."))
                .map(key -> key.substring(0, key.indexOf('.')))
                .filter(root -> !root.equals(KnownKeys.PREFIX))
                .filter(root ->
                        Spelling.nearest(root, List.of(KnownKeys.PREFIX)).isPresent())
                .findFirst();
    }
}

package dev.healthevents.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be configured, below {@code health-events}.
 *
 * @param workspace CloudEvents {@code source} and Event Grid {@code topic} of every event, a URI reference
 * @param state where the state is kept
 * @param routesDirectory {@code *.camel.yaml} files here replace the bundled ones of the same name and add to them,
 *     also while running; see <a href="routes.md">routes</a>
 * @param sources the servers to read, by name
 * @param sinks where the events go, by name
 * @param deadLetters how long dead letters are kept, and where they are written to
 * @param access who may look and who may act
 * @param tracing where traces are sent to
 */
@ConfigurationProperties(prefix = "health-events", ignoreUnknownFields = false)
public record HealthEventsProperties(
        @DefaultValue("/subscriptions/local/resourceGroups/local/providers/Microsoft.HealthcareApis/workspaces/local")
        String workspace,

        @DefaultValue StateProperties state,
        @DefaultValue("routes") Path routesDirectory,
        @DefaultValue Map<String, SourceProperties> sources,
        @DefaultValue Map<String, SinkProperties> sinks,
        @DefaultValue DeadLetterProperties deadLetters,
        @DefaultValue AccessProperties access,
        @DefaultValue TracingProperties tracing) {

    /**
     * The sinks that are on, in one order always.
     *
     * @throws WrongConfigurationException if one is of no type, or has a key that is not its type's
     */
    List<ConfiguredSink> configuredSinks() {
        return sinks.keySet().stream()
                .map(this::configuredSink)
                .sorted(Comparator.comparing(ConfiguredSink::type).thenComparing(ConfiguredSink::name))
                .toList();
    }

    /** @throws WrongConfigurationException if it is of no type, or has a key that is not its type's */
    ConfiguredSink configuredSink(String name) {
        SinkProperties completed = SubscribedSink.completed(name, sinks.get(name));
        return SinkType.of(name, completed).sink(name, completed);
    }
}

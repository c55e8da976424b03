package dev.healthevents.config;

import dev.healthevents.camel.deadletters.RouteDeadLetters;
import dev.healthevents.camel.routes.AddResource;
import dev.healthevents.camel.routes.BrokenRouteException;
import dev.healthevents.camel.source.SeenRepository;
import dev.healthevents.source.RecentEvents;
import dev.healthevents.source.Sources;
import dev.healthevents.source.State;
import dev.healthevents.state.StateDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.springframework.core.env.Environment;
import org.springframework.util.FileSystemUtils;

/** Whether the route files would work with this configuration: they are loaded, and nothing is started or delivered. */
final class RouteLook {

    private RouteLook() {}

    /**
     * @param environment for the placeholders in the routes
     * @return what was found, for people
     * @throws WrongConfigurationException if one of them would not work
     */
    static String at(HealthEventsProperties properties, Environment environment) {
        Clock clock = Clock.systemUTC();
        Path scratch = scratch();
        // Outboxes of no bridge: those of one that runs are left alone.
        try (StateDatabase database = StateDatabase.open("jdbc:sqlite:" + scratch.resolve("state.db"), null, null);
                DefaultCamelContext context = new DefaultCamelContext()) {
            Sources sources =
                    new SourceFactory(properties.workspace(), clock, () -> database).sources(properties.sources());
            Map.of(
                            "sources", sources,
                            "sinks", new SinkFactory(database, clock).sinks(properties.configuredSinks()),
                            "state", State.of(database),
                            "seen", new SeenRepository(),
                            "recentEvents", new RecentEvents(),
                            "deadLetters", new RouteDeadLetters(clock),
                            "addResource", new AddResource())
                    .forEach(context.getRegistry()::bind);
            context.getPropertiesComponent().addPropertiesSource(new Configured(environment));
            context.disableJMX();
            return told(RouteSetup.of(context, properties, sources, clock), context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FileSystemUtils.deleteRecursively(scratch.toFile());
        }
    }

    private static String told(RouteSetup setup, CamelContext context) {
        try {
            int own = setup.loader().tryOut(context, setup.files());
            return own == 0
                    ? "the bundled routes are used"
                    : own + (own == 1 ? " of the files is your own" : " of the files are your own")
                            + "; all can be used";
        } catch (BrokenRouteException e) {
            throw RouteSetup.unusable(e);
        } catch (UncheckedIOException e) {
            throw RouteSetup.unreadable(e);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("health-events-check");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for temporary files", e);
        }
    }

    private record Configured(Environment environment) implements PropertiesSource {

        @Override
        public String getName() {
            return "configured";
        }

        @Override
        public String getProperty(String name) {
            return environment.getProperty(name);
        }
    }
}

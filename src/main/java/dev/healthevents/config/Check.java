package dev.healthevents.config;

import dev.healthevents.ops.access.Access;
import dev.healthevents.state.StateLook;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Tries all that the bridge would need, with the configuration that it would have, and prints line by line what works,
 * what does not, and the mend. It announces and delivers nothing, moves no cursor, and takes the state store from nobody.
 */
public final class Check {

    public static final String ARGUMENT = "--check";

    private final HealthEventsProperties properties;
    private final CheckTable table;

    private Check(HealthEventsProperties properties, CheckTable table) {
        this.properties = properties;
        this.table = table;
    }

    /**
     * @param arguments those of the bridge
     * @return 0 if all works, else 1
     */
    public static int run(String[] arguments, PrintStream out) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Bound.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false);
        // What the parts log of a failure is in the table.
        String[] quiet = Arrays.copyOf(arguments, arguments.length + 1);
        quiet[arguments.length] = "--logging.level.dev.healthevents=off";
        try (ConfigurableApplicationContext context = application.run(quiet)) {
            HealthEventsProperties properties = context.getBean(HealthEventsProperties.class);
            CheckTable table = new CheckTable(out, names(properties));
            ServerProperties server = context.getBean(ServerProperties.class);
            ManagementServerProperties management = context.getBean(ManagementServerProperties.class);
            new Check(properties, table).all(server, management, context.getEnvironment());
            return table.end();
        } catch (RuntimeException e) {
            // Spring Boot has told it in a sentence, as at a start.
            return 1;
        }
    }

    /** The settings, and nothing that is started with them; no {@code @Configuration}, or the bridge would find it. */
    @EnableConfigurationProperties({
        HealthEventsProperties.class,
        ServerProperties.class,
        ManagementServerProperties.class
    })
    static class Bound {

        @Bean
        static UnsetPlaceholders unsetPlaceholders() {
            return new UnsetPlaceholders();
        }
    }

    private static List<String> names(HealthEventsProperties properties) {
        List<String> names = new ArrayList<>(List.of("access", "state"));
        properties.sources().keySet().forEach(name -> names.add("source " + name));
        properties.sinks().keySet().forEach(name -> names.add("sink " + name));
        names.add("routes");
        if (properties.tracing().configured()) {
            names.add("tracing");
        }
        return names;
    }

    private void all(ServerProperties server, ManagementServerProperties management, Environment environment) {
        table.row("access", () -> {
            Access access = AccessFactory.access(properties.access(), server, management);
            return (access.loopback() ? "only this machine reaches it" : "others reach it")
                    + (access.signIn() ? "; there is a sign-in" : "; nobody has to sign in");
        });
        table.row("state", this::state);
        if (properties.sources().isEmpty()) {
            table.row("source", () -> {
                throw SourceFactory.none();
            });
        }
        properties
                .sources()
                .forEach((name, source) -> table.row("source " + name, () -> {
                    OwnAccounts.check(name, properties.sources());
                    return SourceLook.at(properties.workspace(), name, source);
                }));
        if (properties.sinks().isEmpty()) {
            table.row("sink", () -> {
                throw SinkFactory.none();
            });
        }
        properties
                .sinks()
                .forEach((name, sink) -> table.row("sink " + name, () -> {
                    String told = sink(properties.configuredSink(name));
                    return SubscribedSink.notTaken(name, sink)
                            .map(more -> told + "; " + more)
                            .orElse(told);
                }));
        routes(environment);
        if (properties.tracing().configured()) {
            table.row("tracing", () -> tracing(properties.tracing()));
        }
    }

    private void routes(Environment environment) {
        try {
            String found = RouteLook.at(properties, environment);
            table.row("routes", () -> found);
        } catch (WrongConfigurationException e) {
            // What is wrong with a source or a sink is told above.
            if (table.allWork() || e.getMessage().startsWith(RouteSetup.KEY)) {
                table.row("routes", () -> {
                    throw e;
                });
            }
        }
    }

    private String state() {
        StateProperties state = properties.state();
        StateLook.Found found = StateFactory.orWrong(
                state,
                () -> StateLook.at(
                        state.url(),
                        state.username(),
                        state.password(),
                        properties.sources().keySet(),
                        properties.sinks().keySet()));
        StringBuilder told = new StringBuilder(found.told());
        found.leftovers().forEach(left -> told.append(". ").append(Forget.sentence(left)));
        return told.toString();
    }

    private static String tracing(TracingProperties tracing) {
        tracing.check();
        URI endpoint = TracingEndpoint.traces(tracing.endpoint());
        try {
            ServerConnection.attempt(ServerConnection.of(endpoint));
            return "a connection can be made; traces are sent to " + endpoint;
        } catch (IOException e) {
            throw new WrongConfigurationException(
                    TracingEndpoint.KEY,
                    "can't be reached: " + e.getMessage(),
                    "See that a collector takes OTLP over HTTP there, or leave the key out",
                    e);
        }
    }

    private static String sink(ConfiguredSink sink) {
        SinkFactory.check(sink);
        try {
            return sink.reach();
        } catch (IOException e) {
            throw new WrongConfigurationException(
                    "health-events.sinks." + sink.name(),
                    "can't be reached: " + e.getMessage(),
                    "See that it is up and reachable from here, and compare its keys with docs/sinks.md",
                    e);
        }
    }
}

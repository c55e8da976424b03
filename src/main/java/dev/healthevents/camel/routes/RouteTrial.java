package dev.healthevents.camel.routes;

import dev.healthevents.camel.deadletters.RouteDeadLetters;
import dev.healthevents.camel.source.SeenRepository;
import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.RetryPolicy;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Sources;
import dev.healthevents.source.State;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.InterceptSendToEndpointCallback;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.EndpointHelper;

/**
 * Takes events through an integration team's own routes into real outboxes, without servers and sinks: what begins at a
 * source or an outbox is not there, and nothing else that begins by itself is started.
 */
public final class RouteTrial implements AutoCloseable {

    private static final List<String> BUNDLED =
            List.of("dead-letters.camel.yaml", "health-events.camel.yaml", "changes.camel.yaml");

    /** Nothing is delivered here, so it is never asked. */
    private static final RetryPolicy POLICY =
            new RetryPolicy(1, Duration.ofDays(1), List.of(Duration.ofSeconds(10)), Set.of());

    private final StateDatabase database;
    private final State state;
    private final Sinks sinks;
    private final DefaultCamelContext context;
    private final List<String> answers = new ArrayList<>();

    /**
     * @param scratch an empty directory for the state
     * @param sinks names of the sinks that are on
     * @param placeholders what routes find as {@code {{name}}}
     */
    public RouteTrial(Path scratch, Collection<String> sinks, Map<String, String> placeholders) {
        this.database = StateDatabase.open("jdbc:sqlite:" + scratch.resolve("state.db"), null, null);
        this.state = State.of(database);
        this.sinks = new Sinks(sinks.stream().map(this::sink).toList());
        DefaultRegistry registry = new DefaultRegistry(new NoFhirServer());
        registry.bind("sinks", this.sinks);
        registry.bind("seen", new SeenRepository());
        registry.bind("deadLetters", new RouteDeadLetters(Clock.systemUTC()));
        registry.bind("addResource", new AddResource());
        EventsAsJson.bind(registry);
        this.context = new DefaultCamelContext(registry);
        Properties properties = new Properties();
        properties.putAll(placeholders);
        context.getPropertiesComponent().setOverrideProperties(properties);
        context.disableJMX();
        context.setAutoStartup(false);
    }

    private Sink sink(String name) {
        return new Sink(
                name, EventSchema.CLOUD_EVENTS, new Outbox(database, name), Long.MAX_VALUE, POLICY, new SinkStatus());
    }

    /**
     * Has an endpoint answer without being asked. To be called before the routes are loaded.
     *
     * @param endpoint its URI, or a pattern such as {@code http*}
     * @param body what it answers with
     */
    public void answer(String endpoint, String body) {
        answers.add(endpoint);
        context.getCamelContextExtension()
                .registerEndpointCallback(new InterceptSendToEndpointCallback(
                        context,
                        exchange -> {
                            exchange.setProperty(Exchange.INTERCEPT_SEND_TO_ENDPOINT_WHEN_MATCHED, true);
                            exchange.getMessage().setBody(body);
                        },
                        null,
                        endpoint,
                        true,
                        null));
    }

    private boolean answered(Endpoint endpoint) {
        return answers.stream()
                .anyMatch(pattern -> EndpointHelper.matchEndpoint(context, endpoint.getEndpointUri(), pattern));
    }

    /**
     * Loads a directory's route files, and the bundled ones that they do not replace. Those for sources and sinks are
     * left out.
     *
     * @return the names of the files that are left out
     * @throws BrokenRouteException if one of them would not work
     */
    public List<String> load(Path routes) throws BrokenRouteException {
        Map<String, RouteFile> files = new RouteFiles(routes, BUNDLED).read();
        List<String> leftOut = files.keySet().stream()
                .filter(name -> name.matches(".*-(sink|source)\\.camel\\.yaml"))
                .toList();
        files.keySet().removeAll(leftOut);
        RouteLoader loader = new RouteLoader(new Sources(List.of()), List.of());
        loader.rehearse(context, files.values(), this::answered);
        loader.load(context, files.values());
        try {
            context.start();
            for (Route route : context.getRoutes()) {
                if (route.getEndpoint().getEndpointBaseUri().matches("(direct|seda|kamelet):.*")) {
                    context.getRouteController().startRoute(route.getRouteId());
                }
            }
        } catch (Exception e) {
            throw new BrokenRouteException(Reason.of(e), e);
        }
        return leftOut;
    }

    /**
     * Takes events through the routes as the changes of one window, and commits it.
     *
     * @return why the routes failed, which leaves nothing of the window, and would have it read again; empty if they
     *     did not
     */
    public Optional<String> announce(List<HealthEvent> events) {
        WindowTransaction window = begin();
        Optional<String> failure = route(events, window);
        if (failure.isEmpty()) {
            window.commit(Instant.now(), window.settled(), Instant.EPOCH);
        }
        return failure;
    }

    WindowTransaction begin() {
        return state.begin("test");
    }

    /** @return why the routes failed; empty if they did not */
    Optional<String> route(List<HealthEvent> events, WindowTransaction window) {
        Exchange result = context.createProducerTemplate().send("direct:changes", exchange -> {
            WindowProperty.set(exchange, window);
            exchange.getMessage().setBody(events);
        });
        return Optional.ofNullable(result.getException()).map(Reason::of);
    }

    /** What a sink's outbox holds, in order. */
    public List<OutboxRow> outbox(String sink) {
        return sinks.find(sink).orElseThrow().outbox().first(Integer.MAX_VALUE);
    }

    public List<DeadLetter> deadLetters() {
        return new DeadLetters(database).newest(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        context.stop();
        database.close();
    }
}

package dev.healthevents.camel.routes;

import dev.healthevents.camel.deadletters.Redrive;
import dev.healthevents.camel.deadletters.RouteDeadLetters;
import dev.healthevents.camel.sink.EventFileSink;
import dev.healthevents.camel.source.SeenRepository;
import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.delivery.EventFile;
import dev.healthevents.delivery.RetryPolicy;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.RecentEvents;
import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import dev.healthevents.source.State;
import dev.healthevents.source.Workers;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.Replay;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.SimpleRegistry;

/** Takes events through route files, and shows in which outboxes they end. No servers, no Spring. */
public final class RouteHarness implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static final RetryPolicy POLICY =
            new RetryPolicy(30, Duration.ofHours(24), List.of(Duration.ofMillis(100)), Set.of(400, 403, 413));

    private final Workers workers = new Workers();
    private final StateDatabase database;
    private final State state;
    private final Sinks sinks;
    private final Sources sources;
    private final DefaultCamelContext context;

    /**
     * @param directory for the state and the file sink's events.ndjson
     * @param sinks names of the sinks that are on
     */
    public RouteHarness(Path directory, String... sinks) {
        this(directory, List.of(), sinks);
    }

    public RouteHarness(Path directory, List<Source> sources, String... sinks) {
        this.sources = new Sources(sources);
        this.database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        this.state = State.of(database);
        this.sinks = new Sinks(Stream.of(sinks)
                .map(name -> new Sink(
                        name, EventSchema.CLOUD_EVENTS, new Outbox(database, name), 1_000, POLICY, new SinkStatus()))
                .toList());
        SimpleRegistry registry = new SimpleRegistry();
        registry.bind("sources", this.sources);
        registry.bind("sinks", this.sinks);
        registry.bind("state", state);
        registry.bind("seen", new SeenRepository());
        registry.bind("recentEvents", new RecentEvents());
        registry.bind("workers", workers);
        registry.bind("deadLetters", new RouteDeadLetters(Clock.fixed(NOW, java.time.ZoneOffset.UTC)));
        registry.bind("eventFile", new EventFileSink(new EventFile(directory.resolve("events.ndjson"))));
        EventsAsJson.bind(registry);
        this.context = new DefaultCamelContext(registry);
    }

    public DefaultCamelContext context() {
        return context;
    }

    /** Loads the bundled files of these names, and those of a directory in their place. */
    public RouteHarness load(Path directory, String... bundled) throws Exception {
        List<SinkRoute> routes =
                sinks.all().stream().map(sink -> route(sink, bundled)).toList();
        new RouteLoader(sources, routes)
                .load(
                        context,
                        new RouteFiles(directory, List.of(bundled)).read().values());
        context.start();
        return this;
    }

    /** A sink's parameters are the placeholders that begin with its name. */
    private SinkRoute route(Sink sink, String... files) {
        Properties placeholders = ((PropertiesComponent) context.getPropertiesComponent()).getOverrideProperties();
        Map<String, String> parameters = new HashMap<>(Map.of("file", "eventFile", "hub", "eventHub"));
        Set<String> names = placeholders == null ? Set.of() : placeholders.stringPropertyNames();
        names.stream()
                .filter(name -> name.startsWith(sink.name() + "."))
                .forEach(name ->
                        parameters.put(name.substring(sink.name().length() + 1), placeholders.getProperty(name)));
        String template = Stream.of(files)
                .map(file -> file.replace(RouteFile.SUFFIX, ""))
                .filter(file -> file.matches(sink.name() + "(-amqp)?-sink"))
                .findFirst()
                .orElse(sink.name() + "-sink");
        return new SinkRoute(sink.name(), template, parameters);
    }

    /** Takes events through a route as one window, and commits it. */
    public WindowTransaction announce(String endpoint, Object body) {
        return announce(endpoint, body, window -> {});
    }

    WindowTransaction announce(String endpoint, Object body, Consumer<WindowTransaction> prepare) {
        WindowTransaction window = state.begin("lab");
        prepare.accept(window);
        send(endpoint, body, window);
        window.commit(NOW, window.settled(), NOW.minusSeconds(240));
        return window;
    }

    /** Takes events through the routes as the last window of a replay, and commits it. */
    public void announceAgain(Replay replay, List<HealthEvent> events) {
        WindowTransaction window = state.begin(replay);
        send("direct:changes", events, window);
        window.commit(replay.at(replay.request().to(), events.size()));
    }

    private void send(String endpoint, Object body, WindowTransaction window) {
        Exchange result = context.createProducerTemplate().send(endpoint, exchange -> {
            WindowProperty.set(exchange, window);
            if (body instanceof HealthEvent event) {
                WindowProperty.set(exchange, event);
            }
            exchange.getMessage().setBody(body);
        });
        if (result.getException() != null) {
            throw new RuntimeCamelException(result.getException());
        }
    }

    /** The ids in a sink's outbox, in order. */
    public List<String> outbox(String sink) {
        return new ArrayList<>(sinks.find(sink).orElseThrow().outbox().first(1_000).stream()
                .map(OutboxRow::eventId)
                .toList());
    }

    public State state() {
        return state;
    }

    /** The state, for what a feed remembers in it. */
    public StateDatabase database() {
        return database;
    }

    /** A transaction of a window of the source lab. */
    public WindowTransaction begin() {
        return state.begin("lab");
    }

    public Redrive redrive() {
        return new Redrive(context, new DeadLetters(database), sinks, state);
    }

    public Sink sink(String name) {
        return sinks.find(name).orElseThrow();
    }

    public List<DeadLetter> deadLetters() {
        return new DeadLetters(database).newest(1_000);
    }

    @Override
    public void close() throws Exception {
        context.close();
        workers.close();
        database.close();
    }
}

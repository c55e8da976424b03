package dev.healthevents.camel.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Workers;
import dev.healthevents.state.StateException;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a server that its route names by URL. What is new goes through the route, an exchange an event or a window; the
 * window counts when the route is through with all of it.
 */
final class UriSourceConsumer extends SourceConsumer {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration REST = Duration.ofSeconds(30);

    private final SourceEndpoint endpoint;
    private final UriSource source;
    private volatile long nextTry = System.nanoTime();

    UriSourceConsumer(SourceEndpoint endpoint, Processor processor, UriSource source) {
        super(endpoint, processor, source.source());
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        states().begin(source);
        states().claim(endpoint.getState());
        super.doStart();
    }

    /** Not before the first look: to open a database takes longer than all the rest of a small application's start. */
    @Override
    void begin() {}

    @Override
    protected int poll() throws Exception {
        if (!begun() && System.nanoTime() - nextTry >= 0) {
            try {
                super.begin();
            } catch (StateException e) {
                LOG.error(
                        "{}: the state can't be opened: {}. Trying again every {} s.",
                        source.source().settings().name(),
                        e.getMessage(),
                        REST.toSeconds());
                nextTry = System.nanoTime() + REST.toNanos();
            }
        }
        return super.poll();
    }

    @Override
    Workers workers() {
        return states().workers();
    }

    @Override
    ReaderParts parts() {
        return states().open(endpoint.getState());
    }

    private UriStates states() {
        return UriStates.of(endpoint.getCamelContext());
    }

    @Override
    void route(List<HealthEvent> events, WindowTransaction window) throws Exception {
        List<HealthEvent> fresh = new ArrayList<>();
        for (HealthEvent event : events) {
            if (window.announce(event.id())) {
                window.routed(event.id());
                fresh.add(event);
            }
        }
        if (endpoint.getOptions().isWindows()) {
            if (!fresh.isEmpty()) {
                process(with(exchange -> {
                    exchange.getMessage().setBody(new NewEvents(fresh));
                    WindowProperty.setMediaType(exchange);
                }));
            }
            return;
        }
        for (HealthEvent event : fresh) {
            if (!mayRead()) {
                throw new IllegalStateException("The route ends; the window is read again when it starts");
            }
            process(with(exchange -> {
                exchange.getMessage().setBody(event);
                WindowProperty.set(exchange, event);
            }));
        }
    }

    private Consumer<Exchange> with(Consumer<Exchange> body) {
        return body.andThen(exchange -> exchange.setProperty(
                WindowProperty.SCHEMA, endpoint.getOptions().getSchema()));
    }
}

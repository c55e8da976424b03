package dev.healthevents.camel.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.WindowTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads a server that its route names by URL. What is new goes through the route, an exchange an event or a window; the
 * window counts when the route is through with all of it.
 */
final class UriSourceConsumer extends SourceConsumer {

    private final SourceEndpoint endpoint;
    private final UriSource source;

    UriSourceConsumer(SourceEndpoint endpoint, Processor processor, UriSource source) {
        super(endpoint, processor, source.source());
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        UriStates.of(endpoint.getCamelContext()).begin(source);
        super.doStart();
    }

    @Override
    ReaderParts parts() {
        return UriStates.of(endpoint.getCamelContext()).open(endpoint.getState());
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
                process(with(exchange -> exchange.getMessage().setBody(fresh)));
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

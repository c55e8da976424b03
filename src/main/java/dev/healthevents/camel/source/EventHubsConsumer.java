package dev.healthevents.camel.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.InRoutes;
import dev.healthevents.source.Source;
import dev.healthevents.source.TopicReader;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Reads a topic, and takes what it reads of each partition through the route. */
public class EventHubsConsumer extends DefaultConsumer implements IntoRoutes {

    private static final Duration LAST_REQUESTS = Duration.ofSeconds(10);

    private final Source source;
    private TopicReader reader;

    public EventHubsConsumer(EventHubsEndpoint endpoint, Processor processor, Source source) {
        super(endpoint, processor);
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        source.claim(getRouteId());
        super.doStart();
        ReaderParts parts = ReaderParts.of(getEndpoint().getCamelContext());
        reader = new TopicReader(
                source,
                parts.state(),
                parts.sinks(),
                parts.recent(),
                this::announce,
                () -> isRunAllowed() && !isSuspendingOrSuspended(),
                parts.workers(),
                parts.clock());
        source.status().onStall(reader::stalled);
        reader.start();
    }

    @Override
    public InRoutes inRoutes() {
        return source.status().inRoutes();
    }

    private void announce(List<HealthEvent> events, WindowTransaction window) throws Exception {
        try (InRoutes.Stay stay = inRoutes().enter()) {
            Exchange exchange = createExchange(false);
            try {
                exchange.getMessage().setBody(events);
                WindowProperty.set(exchange, window);
                WindowProperty.setGoesOn(exchange, this::isRunAllowed);
                getProcessor().process(exchange);
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
            } finally {
                releaseExchange(exchange, false);
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        TopicReader last = reader;
        if (last != null) {
            last.close();
            source.leave(last::ended);
            awaitEnd(last);
            source.status().stopped();
            reader = null;
        }
        source.release(getRouteId());
    }

    /** What is under way to sinks is waited for, so that nobody delivers it again. */
    private static void awaitEnd(TopicReader last) {
        boolean interrupted = Thread.interrupted();
        long until = System.nanoTime() + LAST_REQUESTS.toNanos();
        while (!last.ended() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

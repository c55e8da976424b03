package dev.healthevents.camel.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.WindowTransaction;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

/** The events of one window that were not announced before. Why no split and no idempotentConsumer: decision 70. */
final class UnseenEvents {

    private final Exchange window;
    private final WindowTransaction transaction;
    private final List<?> events;

    /** @throws InvalidPayloadException if the body is no list */
    UnseenEvents(Exchange window) throws InvalidPayloadException {
        this.window = window;
        this.transaction = WindowProperty.require(window, "The repository 'seen'");
        this.events = window.getMessage().getMandatoryBody(List.class);
    }

    void sendTo(String uri) throws Exception {
        CamelContext context = window.getContext();
        try (AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer()) {
            producer.start();
            for (Object event : events) {
                send((HealthEvent) event, producer);
            }
        }
    }

    private void send(HealthEvent event, AsyncProducer producer) throws Exception {
        if (!WindowProperty.goesOn(window)) {
            throw new RejectedExecutionException("The route was stopped; the window is read again");
        }
        if (!transaction.announce(event.id())) {
            return;
        }
        Exchange exchange = WindowProperty.ofOne(event, window);
        producer.process(exchange);
        if (exchange.getException() != null) {
            transaction.retract(event.id());
            throw exchange.getException();
        }
    }
}

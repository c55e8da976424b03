package dev.healthevents.camel.outbox;

import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.delivery.Sink;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.OutboxEvent;
import dev.healthevents.state.WindowTransaction;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Puts an event into outboxes, in the transaction of its window. */
final class OutboxProducer extends DefaultProducer {

    private static final int SCHEMAS = EventSchema.values().length;

    private final List<Sink> sinks;

    OutboxProducer(OutboxEndpoint endpoint, List<Sink> sinks) {
        super(endpoint);
        this.sinks = sinks;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        HealthEvent event = exchange.getMessage().getMandatoryBody(HealthEvent.class);
        WindowTransaction window =
                WindowProperty.require(exchange, getEndpoint().getEndpointUri());
        String traceparent = WindowProperty.traceparent(exchange);
        OutboxEvent[] encoded = new OutboxEvent[SCHEMAS];
        for (Sink sink : sinks) {
            if (!window.isFor(sink.name())) {
                continue;
            }
            window.routed(event.id());
            if (!sink.filter().test(event)) {
                window.filter(sink.outbox(), event.id());
                continue;
            }
            int schema = sink.schema().ordinal();
            if (encoded[schema] == null) {
                encoded[schema] = sink.encode(event, traceparent);
            }
            window.append(sink.outbox(), encoded[schema]);
        }
    }
}

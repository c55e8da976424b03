package dev.healthevents.delivery;

import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxEvent;
import java.util.function.Predicate;

/**
 * A destination that is on.
 *
 * @param name its name in the configuration, in {@code outbox:<name>} and in the status
 * @param schema how events are encoded for it
 * @param filter which of the events that routes send to it it takes
 * @param outbox what it has still to deliver
 * @param outboxLimit how many events may wait before reading pauses
 * @param policy how events are offered again
 * @param status how its deliveries go
 */
public record Sink(
        String name,
        EventSchema schema,
        Predicate<HealthEvent> filter,
        Outbox outbox,
        long outboxLimit,
        RetryPolicy policy,
        SinkStatus status) {

    /** One that takes every event. */
    public Sink(
            String name, EventSchema schema, Outbox outbox, long outboxLimit, RetryPolicy policy, SinkStatus status) {
        this(name, schema, event -> true, outbox, outboxLimit, policy, status);
    }

    /**
     * The event as this sink wants it.
     *
     * @param traceparent of the window that it came with, or {@code null}
     */
    public OutboxEvent encode(HealthEvent event, String traceparent) {
        return new OutboxEvent(event.id().toString(), event.subject(), schema.write(event, traceparent), event.time());
    }

    /** Whether so many events wait that reading must pause. */
    public boolean full() {
        return outbox.pending() >= outboxLimit;
    }
}

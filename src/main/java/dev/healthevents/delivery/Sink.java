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
 * @param outboxLimit how many events may wait before reading pauses, or what comes becomes a dead letter
 * @param pauses whether reading pauses then
 * @param policy how events are offered again
 * @param status how its deliveries go
 * @param connections how many requests it has under way at the most
 * @param leases says which of its events may be delivered
 */
public record Sink(
        String name,
        EventSchema schema,
        Predicate<HealthEvent> filter,
        Outbox outbox,
        long outboxLimit,
        boolean pauses,
        RetryPolicy policy,
        SinkStatus status,
        int connections,
        Leases leases) {

    private static final String OVERFLOWS = "its outbox is full, and what comes becomes a dead letter";

    /** One that takes every event, and has reading pause where it is full; one request after the other. */
    public Sink(
            String name, EventSchema schema, Outbox outbox, long outboxLimit, RetryPolicy policy, SinkStatus status) {
        this(name, schema, event -> true, outbox, outboxLimit, true, policy, status, 1);
    }

    /** One whose events are all this process's own. */
    public Sink(
            String name,
            EventSchema schema,
            Predicate<HealthEvent> filter,
            Outbox outbox,
            long outboxLimit,
            boolean pauses,
            RetryPolicy policy,
            SinkStatus status,
            int connections) {
        this(name, schema, filter, outbox, outboxLimit, pauses, policy, status, connections, new Leases());
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
        return pauses && outbox.pending() >= outboxLimit;
    }

    /** Whether events wait, and so many more would be too many. */
    public boolean crowded(int more) {
        return outbox.pending() > 0 && outbox.pending() + more > outboxLimit;
    }

    /** Why the last delivery failed, none is made or events are kept out, or {@code null} if all is well. */
    public String lastError() {
        String error = status.lastError();
        if (!outbox.overflows()) {
            return error;
        }
        return error == null ? OVERFLOWS : OVERFLOWS + "; " + error;
    }
}

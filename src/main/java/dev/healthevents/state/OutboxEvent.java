package dev.healthevents.state;

import java.time.Instant;

/**
 * An event on its way into an outbox.
 *
 * @param id the event's id
 * @param subject the event's subject
 * @param encoded the event, encoded as the sink wants it
 * @param time of the change, by the server's clock; {@code null} where the way of the event is not to be timed
 * @param origin where it is from, as an {@link OutboxRow} has it; empty until a window takes it
 */
public record OutboxEvent(String id, String subject, byte[] encoded, Instant time, String origin) {

    public OutboxEvent(String id, String subject, byte[] encoded, Instant time) {
        this(id, subject, encoded, time, "");
    }

    /** An event whose way is not timed. */
    public OutboxEvent(String id, String subject, byte[] encoded) {
        this(id, subject, encoded, null);
    }

    /** Name of the source that it is of. */
    String source() {
        return OutboxRow.sourceOf(origin);
    }

    /** The same event, from there. */
    OutboxEvent of(String from) {
        return new OutboxEvent(id, subject, encoded, time, from);
    }
}

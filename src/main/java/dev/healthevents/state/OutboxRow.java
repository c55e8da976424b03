package dev.healthevents.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event that waits for its sink.
 *
 * @param position its place in the sink's order
 * @param eventId the event's id
 * @param subject the event's subject: what has the same subject must arrive in order
 * @param event the event, encoded as the sink wants it
 * @param attempts how often its sink failed on it
 * @param aside whether it was put aside, because its sink failed on it or on one before it of the same subject
 * @param origin name of the source that it is of; of one that reads a topic, with what it has of the topic after a #, which no name has: see
 *     {@code Leases}. Empty where an older version put it there
 * @param changed when what it tells of happened, by our clock; {@code null} where its way is not timed
 */
public record OutboxRow(
        long position,
        String eventId,
        String subject,
        byte[] event,
        Attempts attempts,
        boolean aside,
        String origin,
        Instant changed) {

    /** @param changed as this has it */
    static OutboxRow of(OutboxEvent event, long position, Instant changed) {
        return new OutboxRow(
                position,
                event.id(),
                event.subject(),
                event.encoded(),
                Attempts.NONE,
                false,
                event.origin(),
                // As the database has it.
                changed == null ? null : changed.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Name of the source that it is of. */
    public String source() {
        return sourceOf(origin);
    }

    static String sourceOf(String origin) {
        int sharp = origin.indexOf('#');
        return sharp < 0 ? origin : origin.substring(0, sharp);
    }

    /** How many bytes it has, encoded. */
    public int bytes() {
        return event.length;
    }

    /** The same event, put aside as it is. */
    OutboxRow putAside() {
        return aside(attempts);
    }

    /** The same event, put aside after these attempts. */
    OutboxRow aside(Attempts more) {
        return new OutboxRow(position, eventId, subject, event, more, true, origin, changed);
    }
}

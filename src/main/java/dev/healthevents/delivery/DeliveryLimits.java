package dev.healthevents.delivery;

import dev.healthevents.state.Outbox;

/**
 * How much is offered at once.
 *
 * @param events of a batch at the most
 * @param bytes of a batch at the most, encoded, unless one event alone is larger
 */
public record DeliveryLimits(int events, long bytes) {

    /** How many bytes of encoded events may be in memory, those under way among them, and one event more. */
    long memory() {
        return Math.max(Outbox.MOST_BYTES, bytes);
    }
}

package dev.healthevents.state;

import java.time.Duration;
import java.time.Instant;

/**
 * How often an event was offered to its sink, which failed on it; not counted is what failed because the sink was away.
 *
 * @param count how often
 * @param first when for the first time, or {@code null} if never
 * @param last when for the last time, or {@code null} if never
 * @param waited for how long it was told to wait between them, in all; not kept with a dead letter
 */
public record Attempts(int count, Instant first, Instant last, Duration waited) {

    public static final Attempts NONE = new Attempts(0, null, null, Duration.ZERO);

    /** These, and one more. */
    public Attempts andOneAt(Instant now) {
        return new Attempts(count + 1, first == null ? now : first, now, waited);
    }

    /** These, and a wait for the next one. */
    public Attempts andWait(Duration delay) {
        return new Attempts(count, first, last, waited.plus(delay));
    }
}

package dev.healthevents.state;

import java.time.Instant;

/**
 * How often an event was offered to its sink, which failed on it; not counted is what failed because the sink was away.
 *
 * @param count how often
 * @param first when for the first time, or {@code null} if never
 * @param last when for the last time, or {@code null} if never
 */
public record Attempts(int count, Instant first, Instant last) {

    public static final Attempts NONE = new Attempts(0, null, null);

    /** These, and one more. */
    public Attempts andOneAt(Instant now) {
        return new Attempts(count + 1, first == null ? now : first, now);
    }
}

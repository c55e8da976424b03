package dev.healthevents.state;

import java.time.Duration;
import java.time.Instant;

/**
 * Of which events of a window the way from the change to the sink is timed, and what time their changes were by our
 * clock.
 *
 * @param since changes before this are not timed, by the server's clock: they may be a backlog's
 * @param ahead how far the server's clock is ahead of ours
 */
public record Timing(Instant since, Duration ahead) {

    /** For what is announced again: its change is as old as it is. */
    public static final Timing NONE = new Timing(Instant.MAX, Duration.ZERO);

    /**
     * @param time of the change by the server's clock, or {@code null}
     * @return by ours; {@code null} where it is not timed
     */
    Instant changed(Instant time) {
        return time == null || time.isBefore(since) ? null : time.minus(ahead);
    }
}

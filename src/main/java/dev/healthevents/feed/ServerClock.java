package dev.healthevents.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The server's clock, from what it said last and the time gone by since. Ours may be minutes off. */
public final class ServerClock {

    private final Clock ours;
    private volatile Duration ahead = Duration.ZERO;

    public ServerClock(Clock ours) {
        this.ours = ours;
    }

    /** Takes note of what the server's clock says now. */
    public void heard(Instant serverTime) {
        ahead = Duration.between(ours.instant(), serverTime);
    }

    /** How far the server's clock is ahead of ours, as far as we know. */
    public Duration ahead() {
        return ahead;
    }

    /** What the server's clock says now, as far as we know. */
    public Instant now() {
        return ours.instant().plus(ahead);
    }
}

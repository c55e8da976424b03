package dev.healthevents.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A time in which something is left alone. It is over also when our clock was set back. */
final class Pause {

    private final Clock clock;
    private final Instant since;
    private final Instant until;

    /** Begins now. */
    Pause(Clock clock, Duration time) {
        this.clock = clock;
        this.since = clock.instant();
        this.until = since.plus(time);
    }

    /** How long it still is; zero: it is over. */
    Duration left() {
        Instant now = clock.instant();
        return now.isBefore(until) && !now.isBefore(since) ? Duration.between(now, until) : Duration.ZERO;
    }
}

package dev.healthevents.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** So many events a second, on the average: each window is paid for by a rest. For one thread at a time. */
final class RateLimit {

    /** What a late window may make up for, so that reading and committing do not count twice. */
    private static final Duration CREDIT = Duration.ofMillis(250);

    private final int perSecond;
    private final Clock clock;
    private Instant since;
    private Instant due;

    RateLimit(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.since = clock.instant();
        this.due = since;
    }

    /** How long to wait before more events may pass; nothing when our clock was set back, since nobody knows then. */
    Duration left() {
        Instant now = clock.instant();
        return now.isBefore(since) || !now.isBefore(due) ? Duration.ZERO : Duration.between(now, due);
    }

    /** Takes note that so many passed. */
    void passed(int events) {
        since = clock.instant();
        Instant earliest = since.minus(CREDIT);
        Instant from = due.isBefore(earliest) || due.isAfter(since) ? earliest : due;
        due = from.plusNanos(events * 1_000_000_000L / perSecond);
    }
}

package dev.healthevents.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to leave a failing far side alone: twice as long after each failure, from one second to 15, with
 * jitter, so that many clients of one server do not come back together. No longer, since a result may be waited for.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);
    private static final double JITTER = 0.25;

    private final Clock clock;
    private final Duration first;
    private int failures;
    private Instant since = Instant.MIN;
    private Instant until = Instant.MIN;

    public Backoff(Clock clock) {
        this(clock, FIRST);
    }

    /** @param first how long to leave it alone after the first failure, in place of a second */
    public Backoff(Clock clock, Duration first) {
        this.clock = clock;
        this.first = first;
    }

    /**
     * Takes note of a failure.
     *
     * @param askedFor how long the far side asked to be left alone, or {@code null}
     * @return how long to wait
     */
    public synchronized Duration failed(Duration askedFor) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures, 10));
        Duration wait = jittered(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
        if (askedFor != null && askedFor.compareTo(wait) > 0) {
            wait = askedFor.compareTo(LONGEST_ASKED_FOR) < 0 ? askedFor : LONGEST_ASKED_FOR;
        }
        failures++;
        since = clock.instant();
        until = since.plus(wait);
        return wait;
    }

    public synchronized void succeeded() {
        failures = 0;
        until = Instant.MIN;
    }

    /** How often it failed since it last succeeded. */
    public synchronized int failures() {
        return failures;
    }

    /** Whether it is time to try; also when our clock was set back, since how long we have waited is unknown then. */
    public synchronized boolean due() {
        Instant now = clock.instant();
        return !now.isBefore(until) || now.isBefore(since);
    }

    /** How long it is until it is time to try. */
    public synchronized Duration left() {
        return due() ? Duration.ZERO : Duration.between(clock.instant(), until);
    }

    private static Duration jittered(Duration wait) {
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofMillis((long) (wait.toMillis() * factor));
    }
}

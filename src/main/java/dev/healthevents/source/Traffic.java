package dev.healthevents.source;

import java.time.Duration;

/**
 * How soon the next event of a source is to be expected, by those before: it is looked at about as often as something
 * happens there, so that what happens often is told soon, and what happens seldom costs no more looks. For one thread
 * at a time.
 */
final class Traffic {

    /** Of the interval: who sets a longer one wants to spare the server. */
    private static final double SHORTEST = 0.03;

    /** What comes after a quiet time may be the first of several. */
    private static final long AFTER_NEWS = Duration.ofMillis(50).toNanos();

    private final long interval;
    private long gap;
    private long lastNews;
    private boolean news;

    /**
     * @param interval between looks while nothing happens
     * @param now nanoseconds, of any origin
     */
    Traffic(Duration interval, long now) {
        this.interval = interval.toNanos();
        this.gap = this.interval;
        this.lastNews = now;
    }

    /** Takes note of a look that found as many events. */
    void found(int events, long now) {
        long since = now - lastNews;
        news = events > 0;
        if (news) {
            gap = Math.min(interval, (gap + since / events) / 2);
            lastNews = now;
        } else {
            gap = Math.min(interval, Math.max(gap, since));
        }
    }

    /** How long to rest before the next look. */
    Duration rest() {
        long longest = news ? Math.min(AFTER_NEWS, interval) : interval;
        return Duration.ofNanos(Math.min(longest, Math.max((long) (SHORTEST * interval), gap)));
    }
}

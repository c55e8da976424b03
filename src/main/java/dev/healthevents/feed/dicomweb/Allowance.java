package dev.healthevents.feed.dicomweb;

import java.util.function.LongSupplier;

/** How many requests may be made for what is not urgent. For one thread. */
final class Allowance {

    /** What was not used may be used later, so that a source which is seldom looked at gets on as well. */
    private static final long SECONDS_SAVED = 60;

    private final int perSecond;
    private final LongSupplier nanos;
    private double left;
    private long since;

    Allowance(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.left = perSecond;
        this.since = nanos.getAsLong();
    }

    /** Whether there is another request to be made now. */
    boolean any() {
        long now = nanos.getAsLong();
        left = Math.min(SECONDS_SAVED * perSecond, left + (now - since) / 1e9 * perSecond);
        since = now;
        return left > 0;
    }

    void spent(long requests) {
        left -= requests;
    }
}

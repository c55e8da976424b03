package dev.healthevents.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long this process may take itself for a member of its consumer group: from the last moment at which the broker is
 * known to have counted it as one. By a clock that nobody sets and that goes on while a process stands still. For use by
 * several threads.
 */
final class LeaseTime {

    private final LongSupplier nanos;
    private final long length;
    private long until;
    private boolean lasts;

    /**
     * @param length shorter than the broker's patience
     * @param nanos as {@link System#nanoTime}
     */
    LeaseTime(Duration length, LongSupplier nanos) {
        this.length = length.toNanos();
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /**
     * The broker has said that we are a member.
     *
     * @param asked what {@link #now} said when it was asked
     * @return whether the lease has lasted until now; where not, nothing may go on that was begun under it
     */
    synchronized boolean renew(long asked) {
        boolean lasted = lasts();
        until = asked + length;
        lasts = now() - until < 0;
        return lasted;
    }

    /** Whether it may be delivered; once it may not, that holds until the next renewal. */
    synchronized boolean lasts() {
        lasts = lasts && now() - until < 0;
        return lasts;
    }
}

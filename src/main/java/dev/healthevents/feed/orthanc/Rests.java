package dev.healthevents.feed.orthanc;

import java.time.Duration;

/** How long Orthanc is left alone between two counts, and between two lists, of all its instances. */
final class Rests {

    /** A count takes at most this share of the time. */
    private static final int COUNT_SHARE = 10;

    /** A list takes at most this share of the time. */
    private static final int LIST_SHARE = 4;

    private final Duration interval;
    private long nextCount;
    private long nextAllowed;
    private long nextDue;

    Rests(Duration interval) {
        this.interval = interval;
        nextCount = System.nanoTime();
        nextAllowed = nextCount;
        nextDue = nextCount;
    }

    boolean countsDue() {
        return System.nanoTime() - nextCount >= 0;
    }

    void counted(long nanos) {
        nextCount = System.nanoTime() + (COUNT_SHARE - 1) * nanos;
    }

    /** Whether a list is to be had even if the counts do not ask for it. */
    boolean listDue() {
        return System.nanoTime() - nextDue >= 0;
    }

    boolean listAllowed() {
        return System.nanoTime() - nextAllowed >= 0;
    }

    void listed(Duration took) {
        long rest = (LIST_SHARE - 1) * took.toNanos();
        nextAllowed = System.nanoTime() + rest;
        nextDue = System.nanoTime() + Math.max(interval.toNanos(), rest);
    }
}

package dev.healthevents.feed.orthanc;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long Orthanc is left alone between two counts, and between two lists, of all its instances. */
final class Rests {

    /** A count takes at most this share of the time. */
    private static final int COUNT_SHARE = 10;

    /** A list takes at most this share of the time. */
    private static final int LIST_SHARE = 4;

    private final Duration interval;
    private final LongSupplier nanos;
    private long nextCount;
    private long nextAllowed;
    private long nextDue;

    Rests(Duration interval) {
        this(interval, System::nanoTime);
    }

    /** @param nanos a clock of nanoseconds, whose differences alone count */
    Rests(Duration interval, LongSupplier nanos) {
        this.interval = interval;
        this.nanos = nanos;
        nextCount = now();
        nextAllowed = nextCount;
        nextDue = nextCount;
    }

    boolean countsDue() {
        return now() - nextCount >= 0;
    }

    void counted(long nanos) {
        nextCount = now() + (COUNT_SHARE - 1) * nanos;
    }

    /** Whether a list is to be had even if the counts do not ask for it. */
    boolean listDue() {
        return now() - nextDue >= 0;
    }

    boolean listAllowed() {
        return now() - nextAllowed >= 0;
    }

    /** @param more whether the list held more than could be announced at once, so that the next one is due soon */
    void listed(Duration took, boolean more) {
        long rest = (LIST_SHARE - 1) * took.toNanos();
        nextAllowed = now() + rest;
        nextDue = now() + (more ? rest : Math.max(interval.toNanos(), rest));
    }

    long now() {
        return nanos.getAsLong();
    }
}

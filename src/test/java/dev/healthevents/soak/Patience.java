package dev.healthevents.soak;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Comes to its end when nothing has got better for a time, however long what does get better takes. For one thread. */
final class Patience {

    private final long length;
    private final LongSupplier nanos;
    private long least = Long.MAX_VALUE;
    private long since;

    Patience(Duration length) {
        this(length, System::nanoTime);
    }

    Patience(Duration length, LongSupplier nanos) {
        this.length = length.toNanos();
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** @param findings of a look, after which it may have come to its end */
    boolean ended(List<Finding> findings) {
        long missed =
                findings.stream().mapToLong(finding -> finding.missed().size()).sum();
        if (missed < least) {
            least = missed;
            since = nanos.getAsLong();
        }
        return nanos.getAsLong() - since > length;
    }
}

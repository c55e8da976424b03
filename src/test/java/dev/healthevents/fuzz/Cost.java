package dev.healthevents.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What reading something may cost: a processor for two seconds, and 128 MB of heap, garbage included. */
public final class Cost {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final long MOST_BYTES = 128L << 20;

    private long nanos;
    private long bytes;

    private Cost() {}

    /** @param work is done again if it costs too much, as the first time it may load classes */
    public static <T> T bounded(Supplier<T> work) {
        Cost cost = new Cost();
        T done = cost.of(work);
        if (cost.tooMuch()) {
            cost.of(work);
            assertThat(cost.tooMuch())
                    .as("It costs %d ms and %d MB", cost.nanos / 1_000_000, cost.bytes >> 20)
                    .isFalse();
        }
        return done;
    }

    private <T> T of(Supplier<T> work) {
        nanos = -THREADS.getCurrentThreadCpuTime();
        bytes = -THREADS.getCurrentThreadAllocatedBytes();
        T done = work.get();
        nanos += THREADS.getCurrentThreadCpuTime();
        bytes += THREADS.getCurrentThreadAllocatedBytes();
        return done;
    }

    private boolean tooMuch() {
        return nanos > MOST_NANOS || bytes > MOST_BYTES;
    }
}

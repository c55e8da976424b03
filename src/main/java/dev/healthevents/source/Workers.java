package dev.healthevents.source;

import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read all sources: as many as there is work at a time, so that a server that hangs delays no other
 * source, and none for a source that rests.
 */
public final class Workers implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMillis(250);
    private static final Duration TOGETHER = Duration.ofMillis(25);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("sources-timer"));
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, KEPT.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), named("sources"));

    public Workers() {
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger made = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins at once, on a thread of its own. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Begins after a time; after a longer one a little earlier, together with others: the timer wakes less often. */
    ScheduledFuture<?> after(Duration rest, Runnable task) {
        long nanos = rest.toNanos();
        long early = nanos < LONG.toNanos() ? 0 : Math.floorMod(System.nanoTime() + nanos, TOGETHER.toNanos());
        return timer.schedule(() -> begin(task), nanos - early, TimeUnit.NANOSECONDS);
    }

    /** The system may have no thread left just now. */
    private void begin(Runnable task) {
        try {
            threads.execute(task);
        } catch (Throwable e) {
            Fatal.check(e);
            if (!threads.isShutdown()) {
                LOG.warn("There is no thread to read a source with: {}. Trying again.", Reason.of(e));
                after(NEXT_TRY, task);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdown();
    }
}

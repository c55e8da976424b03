package dev.healthevents.feed.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.Cancellable;

/** Ends a request that takes too long as a whole, which no time limit of HttpClient's does. */
final class Deadline implements AutoCloseable {

    /** One for all requests of this process, and there only while there are any. */
    private static final ScheduledThreadPoolExecutor ALARMS = alarms();

    private static final Duration WATCH = Duration.ofSeconds(30);

    /** Whether there is an alarm that is earlier than most others: those wake no thread when they are set. */
    private static final AtomicBoolean WATCHED = new AtomicBoolean();

    private final Future<?> alarm;
    private volatile boolean passed;

    Deadline(Cancellable request, Duration limit) {
        if (WATCHED.compareAndSet(false, true)) {
            ALARMS.schedule(() -> WATCHED.set(false), WATCH.toMillis(), TimeUnit.MILLISECONDS);
        }
        alarm = ALARMS.schedule(() -> pass(request), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor alarms() {
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, task -> daemon("feed-alarms", task));
        alarms.setRemoveOnCancelPolicy(true);
        alarms.setKeepAliveTime(10, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
        return alarms;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Closing a connection may take its time as well, for which nobody else's deadline should wait. */
    private void pass(Cancellable request) {
        passed = true;
        daemon("feed-page-timeout", request::cancel).start();
    }

    /** Whether the request was ended. */
    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}

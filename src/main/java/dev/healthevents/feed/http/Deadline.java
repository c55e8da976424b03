package dev.healthevents.feed.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/** Ends a request that takes too long as a whole, which no time limit of HttpClient's does. */
final class Deadline implements AutoCloseable {

    private final Future<?> alarm;
    private volatile boolean passed;

    Deadline(ScheduledExecutorService alarms, Cancellable request, Duration limit) {
        alarm = alarms.schedule(
                () -> {
                    passed = true;
                    request.cancel();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
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

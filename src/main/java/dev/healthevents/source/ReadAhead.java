package dev.healthevents.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Reads a feed's windows, the next one already while the one before is committed. For one thread at a time. */
final class ReadAhead {

    private final Feed feed;
    private final Executor executor;
    private Window window;
    private Future<WindowRead> reading;

    ReadAhead(Feed feed, Executor executor) {
        this.feed = feed;
        this.executor = executor;
    }

    /** Begins to read a window, so that it is there when it is asked for. */
    void begin(Window next, int limit) {
        FutureTask<WindowRead> begun = new FutureTask<>(() -> feed.read(next, limit));
        executor.execute(begun);
        window = next;
        reading = begun;
    }

    /** The window, whether reading it has begun or not. */
    WindowRead read(Window wanted, int limit) throws FeedException, InterruptedException {
        if (reading == null || !wanted.equals(window)) {
            cancel();
            return feed.read(wanted, limit);
        }
        try {
            WindowRead read = reading.get();
            reading = null;
            return read;
        } catch (ExecutionException e) {
            reading = null;
            if (e.getCause() instanceof FeedException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("The feed could not be read", e.getCause());
        }
    }

    /** Waits until what was begun is read, and keeps it. */
    void settle() throws InterruptedException {
        if (reading != null) {
            try {
                reading.get();
            } catch (ExecutionException told) {
                // Who asks for that window is told.
            }
        }
    }

    /** Forgets what was begun; waits for it, since a feed serves one reader at a time. */
    void cancel() throws InterruptedException {
        settle();
        reading = null;
    }
}

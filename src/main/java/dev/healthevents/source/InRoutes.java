package dev.healthevents.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The windows of a source that are in its routes, and how long they have been. While routes are changed it is shut: what
 * is read meanwhile waits before them. For use by several threads.
 */
public final class InRoutes {

    private final Map<Object, Long> begun = new HashMap<>();
    private boolean shut;

    /** A window that is in the routes until it is closed. */
    public interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes note that a window is handed to the routes now; waits while they are shut. */
    public synchronized Stay enter() throws InterruptedException {
        while (shut) {
            wait();
        }
        Object window = new Object();
        begun.put(window, System.nanoTime());
        return () -> leave(window);
    }

    private synchronized void leave(Object window) {
        begun.remove(window);
        notifyAll();
    }

    /** Has no further window enter until they are opened. Waits for nothing. */
    public synchronized void shut() {
        shut = true;
    }

    public synchronized void open() {
        shut = false;
        notifyAll();
    }

    /**
     * Waits until no window is in the routes.
     *
     * @param patience for how long at the most
     * @return whether none is
     */
    public synchronized boolean empty(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); !begun.isEmpty() && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return begun.isEmpty();
    }

    /** For how long the one is in the routes that has been there longest; zero if none is. */
    synchronized Duration longest() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                begun.values().stream().mapToLong(since -> now - since).max().orElse(0));
    }
}

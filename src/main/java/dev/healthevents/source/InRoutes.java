package dev.healthevents.source;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The windows of a source that are in its routes, and how long they have been. For use by several threads. */
public final class InRoutes {

    private final Map<Object, Long> begun = new ConcurrentHashMap<>();

    /** A window that is in the routes until it is closed. */
    public interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes note that a window is handed to the routes now. */
    public Stay enter() {
        Object window = new Object();
        begun.put(window, System.nanoTime());
        return () -> begun.remove(window);
    }

    /** For how long the one is in the routes that has been there longest; zero if none is. */
    Duration longest() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                begun.values().stream().mapToLong(since -> now - since).max().orElse(0));
    }
}

package dev.healthevents.feed;

import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of a feed by the server's clock.
 *
 * @param from its beginning, included
 * @param to its end, excluded; {@code null} where the window is open and reaches to what is newest
 */
public record Window(Instant from, Instant to) {

    public Window {
        Objects.requireNonNull(from, "from");
        if (to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it begins: " + from + " to " + to);
        }
    }

    /** The newest stretch, from here to whatever the server has by the time it is read. */
    public static Window openFrom(Instant from) {
        return new Window(from, null);
    }

    /** Whether this window has no end. */
    public boolean open() {
        return to == null;
    }

    @Override
    public String toString() {
        return from + ".." + (to == null ? "" : to);
    }
}

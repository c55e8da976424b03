package dev.healthevents.feed;

import java.time.Instant;
import java.util.Optional;

/**
 * A long stretch of a feed as a chain of closed windows, each sized by what the one before held. For one thread at a
 * time.
 */
public final class WindowChain {

    private final Instant until;
    private final WindowWidth width;
    private Instant position;

    /**
     * @param from its beginning, included
     * @param until its end, excluded
     */
    public WindowChain(Instant from, Instant until) {
        this(from, until, new WindowWidth());
    }

    private WindowChain(Instant from, Instant until, WindowWidth width) {
        this.position = from;
        this.until = until;
        this.width = width;
    }

    /** A chain over another stretch that begins with what this one has learnt of the width. This one is over then. */
    public WindowChain next(Instant from, Instant until) {
        return new WindowChain(from, until, width);
    }

    /**
     * A chain of smaller windows.
     *
     * @param entries how many entries a window may hold, one that can't be cut smaller excepted
     */
    public static WindowChain ofAtMost(int entries, Instant from, Instant until) {
        int limit = Math.max(1, Math.min(WindowWidth.LIMIT_ENTRIES, entries));
        int target = Math.max(1, Math.min(WindowWidth.TARGET_ENTRIES, limit / 2));
        return new WindowChain(from, until, new WindowWidth(target, limit));
    }

    /** Everything before this has been read. */
    public Instant position() {
        return position;
    }

    /** The window to read next, or nothing when the end is reached. */
    public Optional<Window> next() {
        if (!position.isBefore(until)) {
            return Optional.empty();
        }
        Instant end = width.end(position);
        return Optional.of(new Window(position, end.isBefore(until) ? end : until));
    }

    /** How many entries that window may hold. */
    public int limit(Window window) {
        return width.limit(window);
    }

    /** Takes note that a window was read to its last page. */
    public void read(WindowRead read) {
        position = read.window().to();
        width.held(read);
    }

    /** Takes note that a window held more than its limit, so that smaller ones follow. */
    public void tooLarge(Window window) {
        width.tooLarge(window);
    }
}

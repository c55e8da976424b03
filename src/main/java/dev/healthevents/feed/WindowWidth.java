package dev.healthevents.feed;

import java.time.Duration;
import java.time.Instant;

/** How wide the next closed window should be, from what the last one held. */
final class WindowWidth {

    /** How many entries a closed window should hold by default: enough to make commits rare, few enough to be quick. */
    static final int TARGET_ENTRIES = 5_000;

    /** How many it may hold before reading it is given up for smaller ones. */
    static final int LIMIT_ENTRIES = 4 * TARGET_ENTRIES;

    /** Servers tell times apart by the millisecond at best. */
    private static final Duration LEAST = Duration.ofMillis(1);

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int GREATEST_CHANGE = 8;

    private final int target;
    private final int limit;
    private Duration width = FIRST;
    private Instant tooLargeUntil = Instant.MIN;

    WindowWidth() {
        this(TARGET_ENTRIES, LIMIT_ENTRIES);
    }

    /**
     * @param target how many entries a window should hold
     * @param limit how many it may hold
     */
    WindowWidth(int target, int limit) {
        this.target = target;
        this.limit = limit;
    }

    /** How many entries a closed window may hold: any number where it can't be cut smaller. */
    int limit(Window window) {
        return least(window) ? Integer.MAX_VALUE : limit;
    }

    /** Where a closed window that begins there should end. */
    Instant end(Instant from) {
        return from.plus(from.isBefore(tooLargeUntil) ? stepTowardsBurst(from) : width);
    }

    /** What made a window too large is still ahead: to grow again after each empty stretch would run into it each time. */
    private Duration stepTowardsBurst(Instant from) {
        Duration step = atLeast(Duration.between(from, tooLargeUntil).toMillis() / GREATEST_CHANGE);
        return step.compareTo(width) < 0 ? step : width;
    }

    /** Whether a closed window can't be cut smaller. */
    static boolean least(Window window) {
        return Duration.between(window.from(), window.to()).compareTo(LEAST) <= 0;
    }

    void held(WindowRead read) {
        if (read.entries() > target / GREATEST_CHANGE) {
            tooLargeUntil = Instant.MIN;
        }
        Duration stretch = Duration.between(read.window().from(), read.window().to());
        long ideal = stretch.toMillis() * target / Math.max(1, read.entries());
        // The end of a stretch cuts windows short; that one held little is no reason to make the next one smaller.
        long most = Math.max(width.toMillis(), stretch.toMillis() * GREATEST_CHANGE);
        width = atLeast(Math.max(stretch.toMillis() / GREATEST_CHANGE, Math.min(most, ideal)));
    }

    void tooLarge(Window closed) {
        tooLargeUntil = closed.to();
        crowded(Duration.between(closed.from(), closed.to()));
    }

    /** Takes note that a stretch is so crowded that it must be read in much smaller ones. */
    void crowded(Duration stretch) {
        width = atLeast(stretch.toMillis() / GREATEST_CHANGE);
    }

    private static Duration atLeast(long millis) {
        return Duration.ofMillis(Math.max(LEAST.toMillis(), millis));
    }
}

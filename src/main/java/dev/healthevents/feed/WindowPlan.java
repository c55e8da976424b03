package dev.healthevents.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides which window of a feed is read next: closed ones, one after the other, as long as there is a backlog; then
 * the open one at its newest end, again and again.
 *
 * <p>A closed window is sized by what the last one held, so that cost grows with the changes and memory does not. For
 * one thread at a time.
 */
public final class WindowPlan {

    /** How many entries a closed window should hold: enough to make commits rare, few enough to be a quick step. */
    static final int TARGET_ENTRIES = 5_000;

    /** How many it may hold before reading it is given up for smaller ones. */
    static final int LIMIT_ENTRIES = 4 * TARGET_ENTRIES;

    private static final Duration FIRST_WIDTH = Duration.ofMinutes(1);
    private static final Duration LEAST_WIDTH = Duration.ofMillis(1);
    private static final int GREATEST_CHANGE = 8;

    private final Duration overlap;
    private final Duration reach;
    private final Instant floor;
    private Instant position;
    private Duration width = FIRST_WIDTH;
    private boolean crowded;

    /**
     * @param position everything before it has been read
     * @param floor nothing before it is asked for
     * @param overlap how much of what was read the open window reads again, for what committed a little late
     */
    public WindowPlan(Instant position, Instant floor, Duration overlap) {
        this.position = position;
        this.floor = floor;
        this.overlap = overlap;
        this.reach = overlap.plusSeconds(30);
    }

    /** Everything before this has been read. */
    public Instant position() {
        return position;
    }

    /**
     * The window to read next.
     *
     * @param serverNow the server's clock
     * @param closedWindows whether the server honours the end of a window
     */
    public Window next(Instant serverNow, boolean closedWindows) {
        // Servers tell times apart by the millisecond at best.
        Instant newestEnd = serverNow.minus(overlap).truncatedTo(ChronoUnit.MILLIS);
        boolean behind = position.isBefore(crowded ? newestEnd : serverNow.minus(reach));
        if (closedWindows && behind) {
            Instant end = position.plus(width);
            return new Window(position, end.isBefore(newestEnd) ? end : newestEnd);
        }
        crowded = false;
        Instant from = position.minus(overlap);
        return Window.openFrom(from.isBefore(floor) ? floor : from);
    }

    /** How many entries that window may hold. */
    public int limit(Window window, boolean closedWindows) {
        boolean divisible =
                window.open() || Duration.between(window.from(), window.to()).compareTo(LEAST_WIDTH) > 0;
        return closedWindows && divisible ? LIMIT_ENTRIES : Integer.MAX_VALUE;
    }

    /** Takes note that a window was read to its last page. */
    public void read(WindowRead read) {
        Window window = read.window();
        if (window.open()) {
            position = read.serverTime().isAfter(position) ? read.serverTime() : position;
            return;
        }
        position = window.to();
        double ideal = (double) TARGET_ENTRIES / Math.max(1, read.entries());
        double change = Math.max(1.0 / GREATEST_CHANGE, Math.min(GREATEST_CHANGE, ideal));
        width = atLeast((long) (Duration.between(window.from(), window.to()).toMillis() * change));
    }

    /** Takes note that a window held more than its limit, so that smaller ones follow. */
    public void tooLarge(Window window, Instant serverNow) {
        Instant end = window.open() ? serverNow : window.to();
        if (window.open()) {
            crowded = true;
            position = window.from();
        }
        width = atLeast(Duration.between(window.from(), end).toMillis() / GREATEST_CHANGE);
    }

    private static Duration atLeast(long millis) {
        return Duration.ofMillis(Math.max(LEAST_WIDTH.toMillis(), millis));
    }
}

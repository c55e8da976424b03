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

    private final Duration overlap;
    private final Duration reach;
    private final Instant floor;
    private Instant position;
    private Instant settled;
    private final WindowWidth width = new WindowWidth();
    private Window planned;
    private boolean crowded;
    private Instant newestEnd = Instant.MIN;
    private boolean openNext;

    /**
     * @param position everything before it has been read
     * @param serverTime the server's clock when that had been read
     * @param floor nothing before it is asked for
     * @param overlap how much of what was read is read again, for what committed a little late
     */
    public WindowPlan(Instant position, Instant serverTime, Instant floor, Duration overlap) {
        this.overlap = overlap;
        this.reach = overlap.plusSeconds(30);
        this.floor = floor;
        arrived(position, serverTime);
    }

    /** Everything before this has been read. */
    public Instant position() {
        return position;
    }

    /**
     * The window to read next; the same one until it was read or was too large, unless that is an open one.
     *
     * @param serverNow the server's clock, as far as we know
     * @param closedWindows whether the server honours the end of a window
     */
    public Window next(Instant serverNow, boolean closedWindows) {
        if (planned == null || planned.open() || !closedWindows) {
            planned = plan(serverNow, closedWindows);
        }
        return planned;
    }

    private Window plan(Instant serverNow, boolean closedWindows) {
        // Servers tell times apart by the millisecond at best.
        newestEnd = serverNow.minus(overlap).truncatedTo(ChronoUnit.MILLIS);
        boolean behind = settled.isBefore(newestEnd) && (crowded || position.isBefore(serverNow.minus(reach)));
        if (!closedWindows || !behind || openNext) {
            return Window.openFrom(settled);
        }
        Instant end = width.end(settled);
        return new Window(settled, end.isBefore(newestEnd) ? end : newestEnd);
    }

    /** How many entries that window may hold. */
    public int limit(Window window, boolean closedWindows) {
        // A crowded open window begins where closed ones could get no further: it is as small as it can be.
        boolean divisible = window.open() ? !crowded : !WindowWidth.least(window);
        return closedWindows && divisible ? WindowWidth.LIMIT_ENTRIES : Integer.MAX_VALUE;
    }

    /** Takes note that a window was read to its last page. */
    public void read(WindowRead read) {
        read(read, read.serverTime());
    }

    /**
     * Takes note that a window was read to its last page.
     *
     * @param reached the latest time of the server's that it is known to have come to
     */
    public void read(WindowRead read, Instant reached) {
        planned = null;
        if (read.window().open()) {
            readOpen(read, reached);
        } else {
            readClosed(read);
        }
    }

    private void readOpen(WindowRead read, Instant serverTime) {
        openNext = false;
        crowded = crowded && read.entries() > WindowWidth.LIMIT_ENTRIES / 2;
        // A little earlier is another server of a cluster; much earlier is a clock that was ahead and has been set.
        boolean little = serverTime.isBefore(position) && !serverTime.isBefore(position.minus(overlap));
        Instant reached = little ? position : serverTime;
        arrived(reached, reached);
    }

    private void readClosed(WindowRead read) {
        Window window = read.window();
        // Clocks leap. A window that reached beyond the server's own clock has not been read to its end; the open one
        // that follows finds out what time it is. Some servers never say; the second time we go by what we know.
        Instant sure = read.serverTime().minus(overlap);
        boolean beyond = !crowded && window.to().isAfter(sure);
        Instant end = beyond ? sure : window.to();
        // Time goes by while windows are read: who caught up must not chase what has become old meanwhile.
        openNext = beyond || !window.to().isBefore(newestEnd);
        position = end.isBefore(window.from()) ? window.from() : end;
        settled = position;
        width.held(read);
    }

    /** What is younger than the overlap may yet be joined by what commits late, and is read again. */
    private void arrived(Instant reached, Instant serverTime) {
        Instant sure = serverTime.minus(overlap);
        position = reached;
        settled = sure.isBefore(reached) ? sure : reached;
        settled = settled.isBefore(floor) ? floor : settled;
    }

    /** Takes note that a window held more than its limit, so that smaller ones follow. */
    public void tooLarge(Window window, Instant serverNow) {
        planned = null;
        if (window.open()) {
            crowded = true;
            openNext = false;
            position = window.from();
            settled = position;
            width.crowded(Duration.between(window.from(), serverNow));
        } else {
            width.tooLarge(window);
        }
    }
}

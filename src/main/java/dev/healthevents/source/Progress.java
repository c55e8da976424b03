package dev.healthevents.source;

import dev.healthevents.feed.ServerClock;
import dev.healthevents.feed.Settled;
import dev.healthevents.feed.Window;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.HeardClocks;
import dev.healthevents.state.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How far a source has been read, as it is committed, and which ids may come again. For use by several threads. */
final class Progress {

    /** So long ids stay in the database for the case that the server's clock is set back, if they are not too many. */
    static final Duration STORED = Duration.ofHours(24);

    private final Duration lateness;
    private final Supplier<Duration> behind;
    private final boolean everyVersion;
    private final ServerClock clock;
    private final Settled settled;
    private final TreeMap<Instant, Backlog> backlogs = new TreeMap<>();
    private final Object moving = new Object();
    private Cursor cursor;

    /** Our count when the server's clock was the cursor's. */
    private long saidAt;

    private boolean anew;
    private long sweptAsOf = Long.MIN_VALUE;

    /**
     * @param behind how much later than the server tells its time may be
     * @param saidAt our count when the server's clock was the cursor's
     * @param everyVersion whether the feed lists every version, so that each comes in the window of its time
     */
    Progress(
            Duration lateness,
            Supplier<Duration> behind,
            boolean everyVersion,
            ServerClock clock,
            Settled settled,
            Cursor cursor,
            long saidAt,
            List<Backlog> backlogs) {
        this.lateness = lateness;
        this.behind = behind;
        this.everyVersion = everyVersion;
        this.clock = clock;
        this.settled = settled;
        this.cursor = cursor;
        this.saidAt = saidAt;
        backlogs.forEach(this::committed);
    }

    /** Takes note that the feed began anew. */
    synchronized void beganAnew() {
        anew = true;
    }

    /** Whether older changes may show up that are not late: a feed that began anew has them from a restored database. */
    synchronized boolean anew() {
        return anew;
    }

    /** Takes note that all of them were seen. */
    synchronized void seenAnew() {
        anew = false;
    }

    Settled settled() {
        return settled;
    }

    synchronized Cursor cursor() {
        return cursor;
    }

    /**
     * Held by who makes a cursor of the one before, until it is committed: else the tail's, which goes back with a clock, and the
     * sweep's could each undo the other. Not the lock of what is only asked for here, since a commit may take long.
     */
    Object moving() {
        return moving;
    }

    /**
     * A cursor that was moved by a window.
     *
     * @param asked our count before the window was asked for
     * @param stored ids that a window from there on may show are stored
     */
    synchronized Cursor moved(Instant position, Instant serverTime, long asked, Instant stored) {
        return new Cursor(
                position,
                cursor.floor(),
                serverTime,
                cursor.swept(),
                sweepFrom(),
                clock.oursAt(asked),
                later(cursor.known(), stored),
                clocks(serverTime, asked));
    }

    /** What is known of the server's clocks, which said {@code serverTime} when our count was {@code asked}. */
    HeardClocks clocks(Instant serverTime, long asked) {
        return clocks(clock.silence(asked), serverTime, asked, settled.clocksKnownSince());
    }

    /** The same once what is not settled is left to a backlog at that count. */
    HeardClocks clocksOnceLeft(Instant serverTime, long asked, long count) {
        return clocks(clock.silence(asked), serverTime, asked, count);
    }

    /** The same for a cursor that differs from the one before in other things. */
    synchronized HeardClocks clocks(Cursor before) {
        return before.ourTime() == null
                ? before.clocks()
                : clocks(before.clocks().silence(), before.serverTime(), saidAt, settled.clocksKnownSince());
    }

    private HeardClocks clocks(Duration silence, Instant said, long count, long since) {
        return new HeardClocks(silence, Duration.ofMillis(count - since), clock.behind(said, count, since), count);
    }

    /** The cursor after a sweep that began at that time. */
    synchronized Cursor swept(Instant began, Instant stored) {
        return unmoved(began, sweepFrom(), stored);
    }

    /** The cursor after a sweep that came as far as that: as if one to the end had begun when it was that time. */
    synchronized Cursor sweptUpTo(Instant reached) {
        return unmoved(later(cursor.swept(), reached), sweepFrom(), cursor.known());
    }

    /** The cursor when ids that a window from that time on may show are stored. */
    synchronized Cursor known(Instant stored) {
        return unmoved(cursor.swept(), cursor.settled(), stored);
    }

    private Cursor unmoved(Instant swept, Instant settledUntil, Instant stored) {
        return new Cursor(
                cursor.position(),
                cursor.floor(),
                cursor.serverTime(),
                swept,
                settledUntil,
                cursor.ourTime(),
                later(cursor.known(), stored),
                clocks(cursor));
    }

    /** The backlog to read next: the oldest one. */
    synchronized Optional<Backlog> backlog() {
        return backlogs.isEmpty()
                ? Optional.empty()
                : Optional.of(backlogs.firstEntry().getValue());
    }

    /** Those that reach beyond that time. */
    synchronized List<Backlog> backlogsAfter(Instant time) {
        return List.copyOf(backlogs.tailMap(time, false).values());
    }

    synchronized void reload(Cursor stored, List<Backlog> storedBacklogs) {
        committed(stored);
        backlogs.clear();
        storedBacklogs.forEach(this::committed);
    }

    synchronized void committed(Cursor moved) {
        // One of the same time may be another machine's, which counts otherwise, and is read again.
        boolean said = moved.clocks().count() != null && !Objects.equals(moved.ourTime(), cursor.ourTime());
        saidAt = said ? moved.clocks().count() : saidAt;
        cursor = moved;
    }

    synchronized void committed(Backlog moved) {
        if (moved.done()) {
            backlogs.remove(moved.until());
        } else {
            backlogs.put(moved.until(), moved);
        }
    }

    /** Where a sweep must begin, so that nothing is missed that surfaced within {@code lateness} of its time. */
    synchronized Instant sweepFrom() {
        return later(settled.until(), cursor.floor());
    }

    /** Takes note that all was read that could be seen at a moment, by tail and sweep; as our count. */
    synchronized void sweptAsOf(long count) {
        sweptAsOf = Math.max(sweptAsOf, count);
    }

    /** Whether all that could be seen then was read since, by tail and sweep. */
    synchronized boolean sweptSince(long count) {
        return sweptAsOf >= count;
    }

    /** The stretch to sweep now, or {@code null} as long as the tail has not come to the newest end. */
    synchronized Settled.Stretch stretch() {
        Settled.Stretch stretch = settled.stretch();
        return stretch == null ? null : stretch.from(sweepFrom());
    }

    /**
     * Which ids must be known. One is forgotten when no window can show it again: all begin later, and a clock that is set
     * back has the ids read from the database.
     *
     * @param tooMany more than can be stored are those before that
     */
    synchronized Retention retention(Instant tooMany) {
        // A tail may go back by the overlap, which is lateness at the most; a sweep's entry may have a derived time.
        Instant margin = earlier(sweepFrom(), cursor.position()).minus(lateness).minus(behind.get());
        Instant forgotten = margin;
        for (Backlog backlog : backlogs.values()) {
            Instant repeatable = everyVersion ? backlog.position() : backlog.began();
            if (!everyVersion || backlog.mayRepeat()) {
                forgotten = earlier(forgotten, repeatable);
            }
        }
        Instant stored = earlier(forgotten, later(tooMany, clock.now().minus(STORED)));
        return new Retention(everyVersion ? margin : forgotten, forgotten, stored, true);
    }

    /** Which ids of a backlog's window must be known: in memory, too, where another backlog comes by after it. */
    synchronized Retention retention(Backlog backlog, Window window) {
        boolean readAgain = backlogs.values().stream()
                .anyMatch(other -> !other.until().equals(backlog.until())
                        && other.position().isBefore(window.to())
                        && other.until().isAfter(window.from()));
        Retention retention = retention(Instant.MIN);
        return readAgain ? retention.rememberingAll() : retention;
    }

    /** Until when a window may show what is read as the newest now, but for changes that have a later time themselves. */
    Instant latest() {
        return settled.latest().plus(behind.get());
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** From when on older versions of a resource may not have been announced, if only its newest is listed. */
    synchronized Instant unannouncedSince() {
        return backlogs.values().stream()
                .map(Backlog::began)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}

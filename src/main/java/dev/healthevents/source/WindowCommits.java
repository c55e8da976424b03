package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Settled;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.source.WindowParts.Part;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.Retention;
import dev.healthevents.state.Timing;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes a source's windows through the routes, and commits each with what the routes made of it, one at a time. Whatever
 * fails, nothing of the window counts; of one that is too large for memory, what was committed in parts before.
 *
 * <p>The routes are gone through before it is a window's turn to be committed: a backlog's thousands of events must not
 * hold up the one that has just happened.
 */
final class WindowCommits {

    /** A cursor that only time has moved is committed this seldom: it saves an fsync at every idle look. */
    private static final Duration IDLE_COMMITS = Duration.ofSeconds(30);

    private static final Duration LEAP = Duration.ofSeconds(2);

    private final Source source;
    private final State state;
    private final Progress progress;
    private final RecentEvents recent;
    private final WindowAnnouncer announcer;
    private final RejectedEntries rejected;
    private final WindowLog log;
    private boolean closed;
    private long committed = Long.MIN_VALUE / 2;

    WindowCommits(
            Source source,
            State state,
            Progress progress,
            RecentEvents recent,
            WindowAnnouncer announcer,
            Clock clock) {
        this.source = source;
        this.state = state;
        this.progress = progress;
        this.recent = recent;
        this.announcer = announcer;
        this.rejected = new RejectedEntries(clock);
        this.log = new WindowLog(source.settings().name(), clock);
    }

    /** Commits a part of a window, under the lock that all of a source's commits share. */
    private interface Commit {
        List<HealthEvent> of(Part part);
    }

    private Announced inParts(WindowRead read, Commit before, Commit last) throws Exception {
        Announced announced = Announced.NOTHING;
        String name = source.settings().name();
        try (WindowParts parts =
                new WindowParts(read, () -> state.begin(name), announcer, rejected, state.partBytes())) {
            for (Part part = parts.next(); part != null; part = parts.next()) {
                synchronized (this) {
                    refuseIfClosed();
                    part.transaction().retractSeen();
                    Commit commit = part.last() ? last : before;
                    announced = announced.and(Announced.of(commit.of(part)));
                }
            }
        }
        return announced;
    }

    /**
     * Commits a window of the tail together with the cursor that it leads to.
     *
     * @param asked our count of milliseconds before it was asked for
     * @param mark by what the feed is known again, if by anything
     */
    Announced commit(WindowRead read, Instant position, long asked, Optional<String> mark) throws Exception {
        known(read, true);
        return inParts(read, this::part, part -> last(part, position, asked, mark));
    }

    private List<HealthEvent> last(Part part, Instant position, long asked, Optional<String> mark) {
        WindowRead read = part.read();
        boolean idle = part.transaction().isEmpty() && read.window().open();
        List<HealthEvent> announced = List.of();
        if (idle && asked - committed < IDLE_COMMITS.toMillis() && !leapt(read.serverTime(), asked)) {
            counted(part);
        } else {
            Retention retention = retention();
            Cursor moved = progress.moved(position, read.serverTime(), asked, retention.stored());
            part.transaction().save(moved);
            mark.ifPresent(part.transaction()::mark);
            announced = committed(part, retention);
            progress.committed(moved);
            committed = asked;
        }
        if (read.window().open()) {
            progress.settled().newestRead(read.window().from(), asked);
        }
        return announced;
    }

    /** Whether a restart would go by a clock that is no longer the server's. */
    private boolean leapt(Instant serverTime, long asked) {
        Instant expected = progress.cursor().serverTime().plusMillis(asked - committed);
        return Duration.between(expected, serverTime).abs().compareTo(LEAP) > 0;
    }

    /** Commits a window of a sweep, which moves no cursor. */
    Announced commit(WindowRead read) throws Exception {
        known(read, true);
        return inParts(read, this::part, this::lastOfSweep);
    }

    private List<HealthEvent> lastOfSweep(Part part) {
        if (part.transaction().isEmpty()) {
            counted(part);
            return List.of();
        }
        return part(part);
    }

    /** A window may begin before those whose ids are in memory if a clock was set back. */
    private void known(WindowRead read, boolean all) {
        state.seen().reach(source.settings().name(), read.window().from(), all);
    }

    private List<HealthEvent> part(Part part) {
        return committed(part, progress.retention(Instant.MIN).deletingNothing());
    }

    /** Commits a window together with how far its backlog was read. */
    Announced commit(WindowRead read, Backlog moved) throws Exception {
        Window window = read.window();
        if (window.from().isBefore(moved.knownUntil())) {
            known(read, false);
        }
        Backlog inParts = moved.at(window.from()).knownUntil(window.to());
        return inParts(read, part -> part(part, inParts), part -> last(part, moved));
    }

    /** Until the backlog has passed this window, its ids are remembered, and then no longer. */
    private List<HealthEvent> part(Part part, Backlog inParts) {
        part.transaction().save(inParts);
        List<HealthEvent> announced = committed(part, Retention.ALL);
        progress.committed(inParts);
        return announced;
    }

    private List<HealthEvent> last(Part part, Backlog moved) {
        Retention retention = progress.retention(moved, part.read().window()).deletingNothing();
        synchronized (progress.moving()) {
            // A lateness that is raised by a restart must not reach back to ids that are not stored.
            Cursor known = progress.known(retention.stored());
            part.transaction().save(moved);
            part.transaction().save(known);
            List<HealthEvent> announced = committed(part, retention);
            progress.committed(moved);
            progress.committed(known);
            return announced;
        }
    }

    private Retention retention() {
        return progress.retention(state.seen().tooMany(source.settings().name()));
    }

    /** Takes note that a stretch was swept up to there, and maybe no further. It goes with what the tail commits next. */
    synchronized void sweptUpTo(Settled.Stretch stretch, Instant reached) {
        refuseIfClosed();
        synchronized (progress.moving()) {
            progress.settled().readUpTo(stretch, reached);
            progress.committed(progress.sweptUpTo(reached));
        }
    }

    /**
     * Commits that a stretch was swept.
     *
     * @param began the server's clock then; {@code null} where there was nothing to read
     */
    synchronized void swept(Settled.Stretch stretch, Instant began) {
        refuseIfClosed();
        synchronized (progress.moving()) {
            progress.settled().read(stretch);
            progress.sweptAsOf(stretch.asOf());
            if (began != null) {
                save(began);
            }
        }
    }

    private void save(Instant began) {
        Retention retention = retention();
        Cursor moved = progress.swept(began, retention.stored());
        // Else it goes with what the tail commits next.
        if (source.clock().count() - committed >= IDLE_COMMITS.toMillis()) {
            WindowTransaction transaction = state.begin(source.settings().name());
            transaction.save(moved);
            transaction.commit(retention);
        }
        progress.committed(moved);
    }

    /** Goes by what is in the database: a commit whose end was not seen may have come to its end. */
    synchronized void reload() {
        refuseIfClosed();
        String name = source.settings().name();
        synchronized (progress.moving()) {
            Cursor cursor = state.cursors().find(name).orElse(null);
            if (cursor != null) {
                progress.reload(cursor, state.backlogs().find(name));
            }
        }
    }

    /** Has nothing more committed: whoever reads the source next goes by what is committed now. */
    synchronized void close() {
        closed = true;
        log.close();
    }

    /** Has the log tell what it has not told yet, when it is time. */
    void look() {
        log.look();
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException(
                    source.settings().name() + " is no longer read by this route; the window is read again");
        }
    }

    private List<HealthEvent> committed(Part part, Retention retention) {
        WindowRead read = part.read();
        WindowTransaction transaction = part.transaction();
        long began = System.nanoTime();
        List<HealthEvent> announced = announced(part);
        Instant timedSince =
                read.serverTime().minus(source.settings().lateness().multipliedBy(2));
        transaction.time(new Timing(timedSince, source.clock().ahead()));
        remember(part, retention);
        transaction.commit(retention);
        long took = System.nanoTime() - began;
        recent.add(announced);
        counted(part);
        source.status().committed(announced, timedSince, Duration.ofNanos(took));
        log.window(read, announced.size(), transaction, took);
        return announced;
    }

    private static List<HealthEvent> announced(Part part) {
        return part.read().events().stream()
                .filter(event -> part.transaction().announced().contains(event.id()))
                .toList();
    }

    /** What is older than all that is stored is a backlog's, and is not read again. */
    private void remember(Part part, Retention retention) {
        Window window = part.read().window();
        boolean old = !window.open() && window.to().isBefore(retention.stored());
        if (!old) {
            ShownAgain.remember(
                    part.transaction(), part.read(), part.transaction().settled(), progress.latest());
        }
    }

    private void counted(Part part) {
        WindowTransaction transaction = part.transaction();
        source.status()
                .counted(
                        transaction.announced().size(),
                        transaction.repeats(),
                        transaction.deadLetters().size(),
                        transaction.routedNowhere());
    }
}

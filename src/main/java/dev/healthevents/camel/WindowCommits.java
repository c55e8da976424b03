package dev.healthevents.camel;

import dev.healthevents.camel.WindowParts.Part;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.Timing;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes a source's windows through the routes, and commits each with what the routes made of it, one at a time. Whatever
 * fails, nothing of the window counts; of one that is too large for memory, what was committed in parts before.
 *
 * <p>The routes are gone through before it is a window's turn to be committed: a backlog's thousands of events must not
 * hold up the one that has just happened.
 */
final class WindowCommits {

    /** A cursor that only time has moved is committed this seldom: it saves an fsync at every idle look. */
    private static final Duration IDLE_COMMITS = Duration.ofSeconds(10);

    private final Source source;
    private final State state;
    private final Progress progress;
    private final RecentEvents recent;
    private final WindowAnnouncer announcer;
    private final RejectedEntries rejected;
    private final WindowLog log;
    private boolean closed;

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
        this.log = new WindowLog(source.settings().name());
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
     * @param mark by what the feed is known again, if by anything
     */
    Announced commit(WindowRead read, Instant position, Optional<String> mark) throws Exception {
        return inParts(read, this::part, part -> last(part, position, mark));
    }

    private List<HealthEvent> last(Part part, Instant position, Optional<String> mark) {
        WindowRead read = part.read();
        Cursor before = progress.cursor();
        Cursor moved = new Cursor(position, before.floor(), read.serverTime(), before.swept());
        boolean idle = part.transaction().isEmpty() && read.window().open();
        if (idle && Duration.between(before.serverTime(), read.serverTime()).compareTo(IDLE_COMMITS) < 0) {
            counted(part);
            return List.of();
        }
        part.transaction().save(moved);
        mark.ifPresent(part.transaction()::mark);
        List<HealthEvent> announced = committed(part, progress.forgetBefore());
        progress.committed(moved);
        return announced;
    }

    /** Commits a window of a sweep, which moves no cursor. */
    Announced commit(WindowRead read) throws Exception {
        return inParts(read, this::part, this::lastOfSweep);
    }

    private List<HealthEvent> lastOfSweep(Part part) {
        if (part.transaction().isEmpty()) {
            counted(part);
            return List.of();
        }
        return committed(part, progress.forgetBefore());
    }

    /** What may be read again is remembered as long as whatever else the tail and the sweep announce. */
    private List<HealthEvent> part(Part part) {
        Instant newest = part.read().events().stream()
                .map(HealthEvent::time)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        Instant serverTime = part.read().serverTime();
        Instant forgotten = progress.forgetBefore();
        return committed(
                part, () -> part.transaction().commitPart(newest.isAfter(serverTime) ? newest : serverTime, forgotten));
    }

    /** Commits a window together with how far its backlog was read. */
    Announced commit(WindowRead read, Backlog moved) throws Exception {
        Window window = read.window();
        Backlog inParts = moved.at(window.from()).knownUntil(window.to());
        return inParts(read, part -> part(part, inParts), part -> last(part, moved));
    }

    /** Until the backlog has passed this window, its ids are remembered, and then no longer. */
    private List<HealthEvent> part(Part part, Backlog inParts) {
        part.transaction().save(inParts);
        List<HealthEvent> announced = committed(
                part, () -> part.transaction().commitPart(part.read().window().to(), Instant.EPOCH));
        progress.committed(inParts);
        return announced;
    }

    private List<HealthEvent> last(Part part, Backlog moved) {
        part.transaction().save(moved);
        List<HealthEvent> announced = committed(part, progress.forgetBefore(moved));
        progress.committed(moved);
        return announced;
    }

    /** Commits that a sweep has come to its end. */
    synchronized void swept(Instant began) {
        refuseIfClosed();
        Cursor before = progress.cursor();
        Cursor moved = new Cursor(before.position(), before.floor(), before.serverTime(), began);
        WindowTransaction transaction = state.begin(source.settings().name());
        transaction.save(moved);
        transaction.commit(began, List.of(), progress.forgetBefore());
        progress.committed(moved);
    }

    /** Goes by what is in the database: a commit whose end was not seen may have come to its end. */
    synchronized void reload() {
        refuseIfClosed();
        String name = source.settings().name();
        Cursor cursor = state.cursors().find(name).orElse(null);
        if (cursor != null) {
            progress.reload(cursor, state.backlogs().find(name));
        }
    }

    /** Has nothing more committed: whoever reads the source next goes by what is committed now. */
    synchronized void close() {
        closed = true;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException(
                    source.settings().name() + " is no longer read by this route; the window is read again");
        }
    }

    private List<HealthEvent> committed(Part part, Instant forgotten) {
        return committed(
                part,
                () -> part.transaction().commit(part.read().serverTime(), mayComeAgain(part, forgotten), forgotten));
    }

    private List<HealthEvent> committed(Part part, Runnable commit) {
        WindowRead read = part.read();
        WindowTransaction transaction = part.transaction();
        long began = System.nanoTime();
        List<HealthEvent> announced = announced(part);
        Instant timedSince =
                read.serverTime().minus(source.settings().lateness().multipliedBy(2));
        transaction.time(new Timing(timedSince, source.clock().ahead()));
        commit.run();
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

    private static List<UUID> mayComeAgain(Part part, Instant forgotten) {
        Set<UUID> settled = part.transaction().settled();
        List<UUID> ids = new ArrayList<>();
        for (HealthEvent event : part.read().events()) {
            if (settled.contains(event.id()) && !event.time().isBefore(forgotten)) {
                ids.add(event.id());
            }
        }
        for (Rejected rejected : part.read().rejected()) {
            if (settled.contains(rejected.id())) {
                ids.add(rejected.id());
            }
        }
        return ids;
    }

    private void counted(Part part) {
        WindowTransaction transaction = part.transaction();
        source.status().counted(transaction.announced().size(), transaction.repeats(), transaction.deadLetters());
    }
}

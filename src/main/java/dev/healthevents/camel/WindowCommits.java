package dev.healthevents.camel;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
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
import java.util.UUID;

/**
 * Takes a source's windows through the routes, and commits each with what the routes made of it, one at a time. Whatever
 * fails, nothing of the window counts.
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

    /**
     * Commits a window of the tail together with the cursor that it leads to.
     *
     * @param mark by what the feed is known again, if by anything
     */
    List<HealthEvent> commit(WindowRead read, Instant position, Optional<String> mark) throws Exception {
        WindowTransaction transaction = gathered(read);
        return commit(read, position, mark, transaction);
    }

    private synchronized List<HealthEvent> commit(
            WindowRead read, Instant position, Optional<String> mark, WindowTransaction transaction) {
        transaction.retractSeen();
        Cursor before = progress.cursor();
        Cursor moved = new Cursor(position, before.floor(), read.serverTime(), before.swept());
        boolean idle = transaction.isEmpty() && read.window().open();
        if (idle && Duration.between(before.serverTime(), read.serverTime()).compareTo(IDLE_COMMITS) < 0) {
            counted(read, transaction);
            return List.of();
        }
        transaction.save(moved);
        mark.ifPresent(transaction::mark);
        List<HealthEvent> announced = committed(read, transaction);
        progress.committed(moved);
        return announced;
    }

    /** Commits a window of a sweep, which moves no cursor. */
    List<HealthEvent> commit(WindowRead read) throws Exception {
        WindowTransaction transaction = gathered(read);
        synchronized (this) {
            transaction.retractSeen();
            if (transaction.isEmpty()) {
                counted(read, transaction);
                return List.of();
            }
            return committed(read, transaction);
        }
    }

    /** Commits that a sweep has come to its end. */
    synchronized void swept(Instant began) {
        Cursor before = progress.cursor();
        Cursor moved = new Cursor(before.position(), before.floor(), before.serverTime(), began);
        WindowTransaction transaction = state.begin(source.settings().name());
        transaction.save(moved);
        transaction.commit(began, List.of(), progress.forgetBefore());
        progress.committed(moved);
    }

    /** Commits a window together with how far its backlog was read. */
    List<HealthEvent> commit(WindowRead read, Backlog moved) throws Exception {
        WindowTransaction transaction = gathered(read);
        synchronized (this) {
            transaction.retractSeen();
            transaction.save(moved);
            List<HealthEvent> announced = committed(read, transaction);
            progress.committed(moved);
            return announced;
        }
    }

    /** Goes by what is in the database: a commit whose end was not seen may have come to its end. */
    synchronized void reload() {
        String name = source.settings().name();
        Cursor cursor = state.cursors().find(name).orElse(null);
        if (cursor != null) {
            progress.reload(cursor, state.backlogs().find(name));
        }
    }

    private WindowTransaction gathered(WindowRead read) throws Exception {
        WindowTransaction transaction = state.begin(source.settings().name());
        transaction.save(read.learnt());
        rejected.keep(read, transaction);
        // Most of what is read are repeats; they need not go through the routes to be dropped there.
        List<HealthEvent> unknown = read.events().stream()
                .filter(event -> !transaction.contains(event.id()))
                .toList();
        transaction.repeated(read.events().size() - unknown.size());
        if (!unknown.isEmpty()) {
            announcer.announce(unknown, transaction);
        }
        return transaction;
    }

    private List<HealthEvent> committed(WindowRead read, WindowTransaction transaction) {
        long began = System.nanoTime();
        List<HealthEvent> announced = read.events().stream()
                .filter(event -> transaction.announced().contains(event.id()))
                .toList();
        Instant timedSince =
                read.serverTime().minus(source.settings().lateness().multipliedBy(2));
        transaction.time(new Timing(timedSince, source.clock().ahead()));
        Instant forgotten = progress.forgetBefore();
        transaction.commit(read.serverTime(), mayComeAgain(read, announced, transaction, forgotten), forgotten);
        long took = System.nanoTime() - began;
        recent.add(announced);
        counted(read, transaction);
        source.status().committed(announced, timedSince, Duration.ofNanos(took));
        log.window(read, announced.size(), transaction, took);
        return announced;
    }

    private static List<UUID> mayComeAgain(
            WindowRead read, List<HealthEvent> announced, WindowTransaction transaction, Instant forgotten) {
        List<UUID> ids = new ArrayList<>();
        for (HealthEvent event : announced) {
            if (!event.time().isBefore(forgotten)) {
                ids.add(event.id());
            }
        }
        for (Rejected rejected : read.rejected()) {
            if (transaction.announced().contains(rejected.id())) {
                ids.add(rejected.id());
            }
        }
        return ids;
    }

    private void counted(WindowRead read, WindowTransaction transaction) {
        long rejected = read.rejected().stream()
                .filter(entry -> transaction.announced().contains(entry.id()))
                .count();
        source.status()
                .counted(
                        transaction.announced().size() - (int) rejected,
                        transaction.repeats(),
                        transaction.deadLetters());
    }
}

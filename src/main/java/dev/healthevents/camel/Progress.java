package dev.healthevents.camel;

import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** How far a source has been read, as it is committed. For use by several threads. */
final class Progress {

    private final Duration lateness;
    private final TreeMap<Instant, Backlog> backlogs = new TreeMap<>();
    private Cursor cursor;

    Progress(SourceSettings settings, Cursor cursor, List<Backlog> backlogs) {
        this.lateness = settings.lateness();
        this.cursor = cursor;
        backlogs.forEach(this::committed);
    }

    synchronized Cursor cursor() {
        return cursor;
    }

    /** The backlog to read next: the oldest one. */
    synchronized Optional<Backlog> backlog() {
        return backlogs.isEmpty()
                ? Optional.empty()
                : Optional.of(backlogs.firstEntry().getValue());
    }

    synchronized void reload(Cursor stored, List<Backlog> storedBacklogs) {
        cursor = stored;
        backlogs.clear();
        storedBacklogs.forEach(this::committed);
    }

    synchronized void committed(Cursor moved) {
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
        Instant from = cursor.swept().minus(lateness);
        return from.isBefore(cursor.floor()) ? cursor.floor() : from;
    }

    /** No id is needed that was announced before this, by the server's clock: nothing so old is read again. */
    synchronized Instant forgetBefore() {
        Instant oldest = cursor.swept();
        for (Backlog backlog : backlogs.values()) {
            if (backlog.mayRepeat() && backlog.position().isBefore(oldest)) {
                oldest = backlog.position();
            }
        }
        return oldest.minus(lateness.multipliedBy(2));
    }
}

package dev.healthevents.camel;

import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** How far a source has been read, as it is committed. For use by several threads. */
final class Progress {

    private final Duration lateness;
    private final boolean everyVersion;
    private final TreeMap<Instant, Backlog> backlogs = new TreeMap<>();
    private Cursor cursor;
    private boolean anew;

    /** @param everyVersion whether the feed lists every version, so that each comes in the window of its time */
    Progress(Duration lateness, boolean everyVersion, Cursor cursor, List<Backlog> backlogs) {
        this.lateness = lateness;
        this.everyVersion = everyVersion;
        this.cursor = cursor;
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

    /**
     * Where a sweep must begin, so that nothing is missed that surfaced within {@code lateness} of its time. Never after
     * the position: after an outage a sweep may be back before the tail, which has then still to read what is between.
     */
    synchronized Instant sweepFrom() {
        Instant from = earlier(cursor.swept().minus(lateness), cursor.position());
        return from.isBefore(cursor.floor()) ? cursor.floor() : from;
    }

    /** No id is needed that was announced before this, by the server's clock: nothing so old is read again. */
    synchronized Instant forgetBefore() {
        return forgetBefore(backlogs.values());
    }

    /** The same as soon as a backlog is read further. */
    synchronized Instant forgetBefore(Backlog moved) {
        TreeMap<Instant, Backlog> then = new TreeMap<>(backlogs);
        then.put(moved.until(), moved);
        return forgetBefore(then.values());
    }

    private Instant forgetBefore(Collection<Backlog> unread) {
        Instant oldest = earlier(cursor.swept(), cursor.position());
        for (Backlog backlog : unread) {
            Instant repeatable = everyVersion ? backlog.position() : backlog.began();
            boolean repeats = !everyVersion || backlog.mayRepeat();
            if (repeats && repeatable.isBefore(oldest)) {
                oldest = repeatable;
            }
        }
        return oldest.minus(lateness.multipliedBy(2));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** From when on older versions of a resource may not have been announced, if only its newest is listed. */
    synchronized Instant unannouncedSince() {
        return backlogs.values().stream()
                .map(Backlog::began)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}

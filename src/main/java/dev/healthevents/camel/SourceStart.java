package dev.healthevents.camel;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.WindowTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Finds out where a source begins: where it was, or where its settings say. What is older than {@code lateness} becomes
 * a backlog, so that what is new need not wait for it.
 */
final class SourceStart {

    private final SourceSettings settings;
    private final State state;
    private final Feed feed;

    SourceStart(SourceSettings settings, State state, Feed feed) {
        this.settings = settings;
        this.state = state;
        this.feed = feed;
    }

    /** Begins, or goes on. */
    Progress begin(Instant serverTime) throws FeedException {
        state.seen().load(settings.name(), settings.retention());
        Cursor cursor = state.cursors().find(settings.name()).orElse(null);
        if (cursor == null) {
            return first(serverTime.truncatedTo(ChronoUnit.MILLIS));
        }
        Progress progress = new Progress(
                settings.lateness(),
                feed.showsEveryVersion(),
                cursor,
                state.backlogs().find(settings.name()));
        if (feed.beganAnew()) {
            learnRenamed(progress);
            progress.beganAnew();
        }
        split(progress, serverTime);
        return progress;
    }

    /** Has what was announced under other ids known under the new ones, where it may be read again. */
    private void learnRenamed(Progress progress) throws FeedException {
        Instant position = progress.cursor().position();
        // What is younger than the position may be announced as well: servers tell their time in whole seconds.
        Window window = new Window(progress.sweepFrom(), position.plus(settings.lateness()));
        WindowRead read = feed.read(window, Integer.MAX_VALUE);
        WindowTransaction transaction = state.begin(settings.name());
        List<UUID> renamed = new ArrayList<>();
        for (WindowRead part = read; part != null; part = part.next()) {
            for (HealthEvent event : part.events()) {
                if (feed.formerId(event, position).filter(transaction::contains).isPresent()) {
                    renamed.add(event.id());
                }
            }
        }
        feed.mark().ifPresent(transaction::mark);
        transaction.commit(read.serverTime(), renamed, Instant.EPOCH);
        feed.pastIsRead();
    }

    /** Makes a backlog of what the tail is behind by, if that is more than {@code lateness}. */
    void split(Progress progress, Instant serverTime) {
        Cursor cursor = progress.cursor();
        Instant until = serverTime.minus(settings.lateness()).truncatedTo(ChronoUnit.MILLIS);
        if (!cursor.position().isBefore(until)) {
            return;
        }
        // Behind the tail there may be changes that surfaced while we were away, among those that were announced; and
        // before it, where a window was announced in part.
        Instant announced = state.seen().newest(settings.name());
        Backlog backlog = Backlog.begin(progress.sweepFrom(), until, cursor.position())
                .knownUntil(announced.equals(Instant.MIN) ? announced : announced.plusMillis(1));
        Cursor moved = new Cursor(until, until, serverTime, serverTime);
        WindowTransaction transaction = state.begin(settings.name());
        transaction.save(backlog);
        transaction.save(moved);
        transaction.commit(serverTime, List.of(), Instant.EPOCH);
        progress.committed(backlog);
        progress.committed(moved);
    }

    private Progress first(Instant serverTime) throws FeedException {
        return switch (settings.start()) {
            case AT -> from(settings.startAt(), settings.startAt(), serverTime);
            case BEGINNING -> from(feed.oldest(serverTime), Instant.EPOCH, serverTime);
            case NOW -> fromNowOn(serverTime);
        };
    }

    private Progress from(Instant start, Instant floor, Instant serverTime) {
        Cursor cursor = new Cursor(start, floor, start, start);
        Progress progress = new Progress(settings.lateness(), feed.showsEveryVersion(), cursor, List.of());
        split(progress, serverTime);
        return progress;
    }

    /** Learns what is there already, so that what surfaces late is told from it, and announces none of it. */
    private Progress fromNowOn(Instant serverTime) throws FeedException {
        Instant floor = serverTime.minus(settings.lateness());
        WindowRead read = feed.read(Window.openFrom(floor), Integer.MAX_VALUE);
        Cursor cursor = new Cursor(serverTime, floor, serverTime, serverTime);
        WindowTransaction transaction = state.begin(settings.name());
        transaction.save(cursor);
        transaction.save(read.learnt());
        feed.mark().ifPresent(transaction::mark);
        transaction.commit(serverTime, there(read, serverTime), floor);
        return new Progress(settings.lateness(), feed.showsEveryVersion(), cursor, List.of());
    }

    private static List<UUID> there(WindowRead read, Instant until) throws FeedException {
        List<UUID> there = new ArrayList<>();
        for (WindowRead part = read; part != null; part = part.next()) {
            for (HealthEvent event : part.events()) {
                if (event.time().isBefore(until)) {
                    there.add(event.id());
                }
            }
            part.rejected().forEach(rejected -> there.add(rejected.id()));
        }
        return there;
    }
}

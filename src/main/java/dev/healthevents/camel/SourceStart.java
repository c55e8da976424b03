package dev.healthevents.camel;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.time.Instant;

/** Finds out where a source begins: where it was, or where its settings say. */
final class SourceStart {

    private final SourceSettings settings;
    private final State state;

    SourceStart(SourceSettings settings, State state) {
        this.settings = settings;
        this.state = state;
    }

    /**
     * The cursor to read on from, which may be before the one that was committed: what was uncommitted on the server
     * when we stopped has surfaced behind it.
     */
    Cursor cursor(Feed feed, Instant serverTime) throws FeedException {
        state.seen().load(settings.name(), settings.retention());
        Cursor committed = state.cursors().find(settings.name()).orElse(null);
        if (committed == null) {
            return first(feed, serverTime);
        }
        Duration behind = Duration.between(committed.position(), committed.serverTime());
        if (behind.compareTo(settings.lateness()) >= 0) {
            return committed;
        }
        Instant from = committed.position().minus(settings.lateness());
        Instant position = from.isBefore(committed.floor()) ? committed.floor() : from;
        return new Cursor(position, committed.floor(), committed.serverTime());
    }

    private Cursor first(Feed feed, Instant serverTime) throws FeedException {
        return switch (settings.start()) {
            case AT -> new Cursor(settings.startAt(), settings.startAt(), serverTime);
            case BEGINNING ->
                new Cursor(
                        feed.readsClosedWindows() ? feed.oldest(serverTime) : Instant.EPOCH, Instant.EPOCH, serverTime);
            case NOW -> fromNowOn(feed, serverTime);
        };
    }

    /** Learns what is there already, so that what surfaces late is told from it, and announces none of it. */
    private Cursor fromNowOn(Feed feed, Instant serverTime) throws FeedException {
        Instant floor = serverTime.minus(settings.lateness());
        WindowRead read = feed.read(Window.openFrom(floor), Integer.MAX_VALUE);
        WindowTransaction transaction = state.begin(settings.name());
        for (HealthEvent event : read.events()) {
            if (event.time().isBefore(serverTime)) {
                transaction.announce(event.id());
            }
        }
        read.rejected().forEach(rejected -> transaction.announce(rejected.id()));
        Cursor cursor = new Cursor(serverTime, floor, serverTime);
        transaction.commit(cursor, settings.retention());
        return cursor;
    }
}

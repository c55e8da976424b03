package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.ServerClock;
import dev.healthevents.feed.Settled;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.HeardClocks;
import dev.healthevents.state.Retention;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Finds out where a source begins: where it was, or where its settings say. What is older than {@code lateness} becomes
 * a backlog, so that what is new need not wait for it.
 */
final class SourceStart {

    /** A server's clock that is further ahead of ours than this is not asked for what was before. */
    private static final Duration MOST_AHEAD = Duration.ofHours(24);

    private static final int MOST_LEARNT = 20_000;

    /** A server's time may be cut off to a second, and its answer takes a while. */
    private static final Duration AGREE = Duration.ofSeconds(2);

    private final Source source;
    private final SourceSettings settings;
    private final ServerClock clock;
    private final State state;
    private final Feed feed;

    SourceStart(Source source, State state, Feed feed) {
        this.source = source;
        this.settings = source.settings();
        this.clock = source.clock();
        this.state = state;
        this.feed = feed;
    }

    /**
     * Begins, or goes on.
     *
     * @param serverTime the server's clock
     * @param asked our count before it was asked
     * @param contacted our count at the first contact, which is the "now" from which a new source is read
     */
    Progress begin(Instant serverTime, long asked, long contacted) throws FeedException {
        Cursor stored = state.cursors().find(settings.name()).orElse(null);
        if (stored == null) {
            clock.heard(serverTime, asked);
            state.seen().load(settings.name(), settings.retention(), Instant.MIN);
            return first(serverTime.truncatedTo(ChronoUnit.MILLIS), asked, contacted);
        }
        Cursor cursor = complete(stored);
        long saidAt = saidAt(cursor, serverTime, asked);
        Progress progress = progress(settled(cursor, saidAt, serverTime, asked), cursor, saidAt);
        Instant from = progress.retention(Instant.MIN).forgotten();
        Duration past = Duration.between(from, Progress.later(from, clock.now()));
        state.seen().load(settings.name(), past.plus(settings.retention()), from);
        if (feed.beganAnew()) {
            learnRenamed(progress);
            progress.beganAnew();
        }
        new ClockFollower(source, state).follow(progress, feed);
        split(progress, serverTime, asked);
        return progress;
    }

    /** Goes on with what is known, or where another process has stopped. */
    private Settled settled(Cursor cursor, long saidAt, Instant serverTime, long asked) {
        Settled known = source.settled();
        if (known != null) {
            clock.heard(serverTime, asked);
            return known;
        }
        HeardClocks heard = cursor.clocks();
        long then = clock.resume(cursor.serverTime(), Duration.ofMillis(clock.count() - saidAt), heard.silence());
        if (heard.known() == null || !agrees(cursor, then, serverTime, asked)) {
            // One clock was set meanwhile, or another one answers: how long ago that was is not known for certain.
            clock.mayHaveShown(Settled.earliestThen(cursor.settled(), settings.lateness()), then);
            clock.heard(serverTime, asked);
            return new Settled(clock, settings.lateness(), promised(cursor), then);
        }
        clock.mayHaveShown(cursor.serverTime().minus(heard.slowest()), then);
        clock.heard(serverTime, asked);
        long allSince = then - heard.known().toMillis();
        return new Settled(clock, settings.lateness(), promised(cursor), then, allSince);
    }

    /**
     * Our count when the cursor's time was the server's. If the machine's own count fits to what the server says, it is that of
     * the same machine, and no clock was set; else our clock tells.
     */
    private long saidAt(Cursor cursor, Instant serverTime, long asked) {
        Long count = cursor.clocks().count();
        boolean same = count != null && count <= asked && agrees(cursor, count, serverTime, asked);
        return same ? count : clock.count() - ago(cursor, serverTime).toMillis();
    }

    private static boolean agrees(Cursor cursor, long then, Instant serverTime, long asked) {
        Duration apart = Duration.between(cursor.serverTime(), serverTime.minusMillis(asked - then));
        return apart.abs().compareTo(AGREE) <= 0;
    }

    /** What a cursor lacks that an older version of this program wrote, which remembered ids for twice the lateness. */
    private Cursor complete(Cursor stored) {
        if (stored.settled() != null) {
            return stored;
        }
        Instant swept = Progress.earlier(stored.swept(), stored.position());
        return new Cursor(
                stored.position(),
                stored.floor(),
                stored.serverTime(),
                stored.swept(),
                swept.minus(settings.lateness()),
                null,
                Progress.later(stored.floor(), swept.minus(settings.retention())));
    }

    /** Where lateness was raised, what might have surfaced by the new one may surface yet. */
    private Instant promised(Cursor cursor) {
        Instant raised = Progress.earlier(cursor.swept(), cursor.position()).minus(settings.lateness());
        return Progress.earlier(cursor.settled(), Progress.later(raised, cursor.known()));
    }

    /** How long ago the cursor was committed, as far as our clock can be believed. */
    private Duration ago(Cursor cursor, Instant serverTime) {
        Duration ago = cursor.ourTime() == null
                ? Duration.between(cursor.serverTime(), serverTime)
                : Duration.between(cursor.ourTime(), clock.ours());
        // That the server's clock was set back is certain if it says less than before. Else it may be ours that was
        // set,
        // and then nothing is read again of which the ids are not known.
        Duration reach = Duration.between(cursor.known(), serverTime);
        boolean certain = serverTime.isBefore(cursor.serverTime());
        Duration believed = certain || ago.compareTo(reach) < 0 ? ago : reach;
        return believed.isNegative() ? Duration.ZERO : believed;
    }

    private Progress progress(Settled settled, Cursor cursor, long saidAt) {
        source.settled(settled);
        return new Progress(
                settings.lateness(),
                feed::behind,
                feed.showsEveryVersion(),
                clock,
                settled,
                cursor,
                saidAt,
                state.backlogs().find(settings.name()));
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
        transaction.remember(progress.latest(), renamed);
        transaction.commit(Retention.ALL);
        feed.pastIsRead();
    }

    /** Makes a backlog of what the tail is behind by, if that is more than {@code lateness}. */
    void split(Progress progress, Instant serverTime, long asked) {
        synchronized (progress.moving()) {
            leave(progress, serverTime, asked);
        }
    }

    private void leave(Progress progress, Instant serverTime, long asked) {
        Cursor cursor = progress.cursor();
        long count = clock.count();
        Instant until = progress.settled().untilAsOf(count);
        if (!cursor.position().isBefore(until)) {
            return;
        }
        // Behind the tail there may be changes that surfaced while we were away, among those that were announced; and
        // before it, if the clock was ahead.
        Instant announced = state.seen().latest(settings.name(), progress.latest());
        Instant known = Progress.earlier(until, Progress.later(cursor.position(), announced));
        Backlog backlog = Backlog.begin(progress.sweepFrom(), until, known);
        Cursor moved = new Cursor(
                until,
                until,
                serverTime,
                serverTime,
                until,
                clock.oursAt(asked),
                cursor.known(),
                progress.clocksOnceLeft(serverTime, asked, count));
        WindowTransaction transaction = state.begin(settings.name());
        transaction.save(backlog);
        transaction.save(moved);
        transaction.commit(Retention.ALL);
        progress.settled().leftToABacklog(count);
        if (backlog.mayRepeat()) {
            // An earlier backlog may have read some of it, and its ids are in the database only.
            state.seen().reach(settings.name(), backlog.began(), true);
        }
        progress.committed(backlog);
        progress.committed(moved);
    }

    private Progress first(Instant serverTime, long asked, long contacted) throws FeedException {
        return switch (settings.start()) {
            case AT -> from(settings.startAt(), settings.startAt(), serverTime, asked);
            case BEGINNING -> from(feed.oldest(serverTime), Instant.EPOCH, serverTime, asked);
            case NOW -> fromNowOn(serverTime, asked, contacted);
        };
    }

    private Progress from(Instant start, Instant floor, Instant serverTime, long asked) {
        Instant known = Progress.later(floor, serverTime.minus(Progress.STORED));
        Cursor cursor = new Cursor(start, floor, start, start, start, clock.oursAt(asked), known);
        Progress progress = progress(new Settled(clock, settings.lateness(), start, asked), cursor, asked);
        split(progress, serverTime, asked);
        return progress;
    }

    /** Learns what is there already, so that what surfaces late is told from it, and announces none of it. */
    private Progress fromNowOn(Instant serverTime, long asked, long contacted) throws FeedException {
        Instant now = serverTime.minusMillis(asked - contacted);
        Settled settled = new Settled(clock, settings.lateness(), null, contacted);
        Instant floor = floor(settled.until());
        WindowRead read = feed.read(Window.openFrom(floor), Integer.MAX_VALUE);
        Cursor cursor = new Cursor(now, floor, serverTime, now, floor, clock.oursAt(asked), floor);
        Progress progress = progress(settled, cursor, asked);
        WindowTransaction transaction = state.begin(settings.name());
        transaction.save(cursor);
        transaction.save(read.learnt());
        feed.mark().ifPresent(transaction::mark);
        for (WindowRead part = read; part != null; part = part.next()) {
            Set<UUID> there = there(part, now, progress.latest());
            ShownAgain.remember(transaction, part, there, progress.latest());
        }
        transaction.commit(Retention.ALL);
        return progress;
    }

    /** Where to begin to learn: earlier where our clock shows less than the server's, which may be ahead and be set. */
    private Instant floor(Instant settled) throws FeedException {
        Instant ours = settled.minus(clock.ahead()).truncatedTo(ChronoUnit.MILLIS);
        boolean ahead = clock.ahead().compareTo(Duration.ofSeconds(5)) > 0
                && clock.ahead().compareTo(MOST_AHEAD) < 0;
        if (!ahead || !feed.readsClosedWindows()) {
            return settled;
        }
        try {
            feed.read(new Window(ours, settled), MOST_LEARNT);
            return ours;
        } catch (WindowTooLargeException e) {
            return settled;
        }
    }

    /** What was there before the server was first asked; and what has a time of its own that has not come. */
    private Set<UUID> there(WindowRead part, Instant until, Instant latest) {
        boolean untold = !feed.behind().isZero();
        Set<UUID> there = new HashSet<>();
        for (HealthEvent event : part.events()) {
            if (untold || event.time().isBefore(until) || event.time().isAfter(latest)) {
                there.add(event.id());
            }
        }
        part.rejected().forEach(rejected -> there.add(rejected.id()));
        return there;
    }
}

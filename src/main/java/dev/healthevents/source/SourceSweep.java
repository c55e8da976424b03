package dev.healthevents.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.Settled;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowChain;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads again what the tail has read, for completeness: a change gets its time before it is committed, so it may surface
 * behind the tail. For one thread at a time.
 */
final class SourceSweep {

    /** Beyond this share of {@code lateness} it is time to raise it. */
    private static final double ALMOST = 0.8;

    /** A shorter window may be less than a server can tell apart. */
    private static final Duration ASKED_FOR = Duration.ofSeconds(1);

    private final Source source;
    private final Feed feed;
    private final Progress progress;
    private final WindowCommits commits;
    private final LateLog log;
    private WindowChain chain;
    private Instant previous = Instant.EPOCH;
    private boolean steady;

    SourceSweep(Source source, Feed feed, Progress progress, WindowCommits commits) {
        this.source = source;
        this.feed = feed;
        this.progress = progress;
        this.commits = commits;
        this.log = new LateLog(source.settings().name());
    }

    /** Reads again what is not settled, up to where the tail has read the newest. */
    void sweep() throws Exception {
        Settled.Stretch stretch = progress.stretch();
        if (stretch == null) {
            return;
        }
        feed.unannouncedSince(progress.unannouncedSince());
        previous = progress.cursor().swept();
        steady = progress.settled().steady();
        Instant began = null;
        if (stretch.from().isBefore(stretch.until())) {
            began = feed.readsClosedWindows() ? closed(stretch) : open(stretch.from(), stretch.until());
        }
        commits.swept(stretch, began);
        progress.seenAnew();
        source.status().swept();
    }

    private Instant closed(Settled.Stretch stretch) throws Exception {
        Instant from = stretch.from();
        Instant until = stretch.until();
        // What one sweep learns of the width spares the next one requests: where little happens, one is enough.
        chain = chain == null ? new WindowChain(from, until) : chain.next(from, until);
        Instant began = null;
        for (Optional<Window> next = chain.next(); next.isPresent(); next = chain.next()) {
            try {
                long asked = source.clock().count();
                WindowRead read = feed.read(next.get(), chain.limit(next.get()));
                heard(read, asked);
                chain.read(read);
                began = began == null ? read.serverTime() : began;
                announce(read);
                commits.sweptUpTo(stretch, read.window().to());
            } catch (WindowTooLargeException e) {
                chain.tooLarge(next.get());
            }
        }
        return began;
    }

    private Instant open(Instant from, Instant until) throws Exception {
        long asked = source.clock().count();
        WindowRead all = feed.read(Window.openFrom(from), Integer.MAX_VALUE);
        heard(all, asked);
        // What the tail has not come to is not late, and is the tail's to announce in order.
        announce(all.only(event -> event.time().isBefore(until)));
        return all.serverTime();
    }

    /** A sweep may be answered by a node that never answers the tail. What no server was asked for is told as before. */
    private void heard(WindowRead read, long asked) {
        Window window = read.window();
        boolean sure = window.open()
                || feed.readsClosedWindows()
                        && Duration.between(window.from(), window.to()).compareTo(ASKED_FOR) > 0;
        if (sure) {
            source.clock().heard(read.serverTime(), asked);
        }
    }

    private void announce(WindowRead read) throws Exception {
        Announced late = commits.commit(read);
        if (late.events() == 0 || progress.anew()) {
            return;
        }
        if (!steady) {
            // How late they are can't be told by a clock that leapt, or that nobody watched.
            source.status().late(late.events(), Duration.ZERO);
            return;
        }
        Duration latest = Duration.between(late.oldest(), read.serverTime());
        source.status().late(late.events(), latest);
        log.late(late.events(), latest);
        // It was not there when the sweep before began; how long after that it surfaced is not known.
        Duration surely = Duration.between(late.oldest(), previous);
        Duration lateness = source.settings().lateness();
        if (surely.toMillis() > ALMOST * lateness.toMillis()) {
            log.almostTooLate(surely, lateness);
        }
    }
}

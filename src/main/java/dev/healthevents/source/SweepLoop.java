package dev.healthevents.source;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.feed.Settled;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beside the tail and never in its way: sweeps in their rhythm, and backlogs for the rest of the time. */
final class SweepLoop {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration SHORT_REST = Duration.ofMillis(20);
    private static final Duration LONGEST_REST = Duration.ofSeconds(15);

    /** A window of a backlog may be in its route for minutes, and a sweep waits for it. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Source source;
    private final Feed feed;
    private final Progress progress;
    private final WindowCommits commits;
    private final SourceSweep sweep;
    private final SourceBacklog backlog;
    private final SilenceWatch silence;
    private final Sinks sinks;
    private final BooleanSupplier mayRead;
    private final Backoff backoff;
    private final Loop loop;
    private boolean begun;
    private volatile long nextSweep = System.nanoTime();
    private volatile long hindered = nextSweep;
    private String loggedReason;

    /** @param mayRead whether another window may be begun */
    SweepLoop(
            Source source,
            Feed feed,
            Progress progress,
            WindowCommits commits,
            Sinks sinks,
            BooleanSupplier mayRead,
            Workers workers,
            Clock clock) {
        this.source = source;
        this.feed = feed;
        this.progress = progress;
        this.commits = commits;
        this.sweep = new SourceSweep(source, feed, progress, commits);
        this.backlog = new SourceBacklog(source, feed, progress, commits, workers, clock);
        this.silence = new SilenceWatch(source, feed);
        this.sinks = sinks;
        this.mayRead = mayRead;
        this.backoff = new Backoff(clock);
        this.loop = new Loop(workers, this::next, this::failed);
    }

    void start() {
        loop.start(Duration.ZERO);
    }

    /** Has a backlog that has come to be read at once, and not only after the next sweep. */
    void look() {
        if (progress.backlog().isPresent()) {
            loop.wake();
        }
    }

    private Duration next() throws Exception {
        boolean hindrance = source.status().alarmed() || sinks.full().isPresent() || !mayRead.getAsBoolean();
        if (hindrance || !backoff.due()) {
            hindered = System.nanoTime();
            return hindrance || backoff.left().compareTo(REST) < 0 ? REST : shorter(backoff.left(), LONGEST_REST);
        }
        try {
            Duration rest = step();
            backoff.succeeded();
            loggedReason = null;
            source.status().olderFailed(null);
            return rest;
        } catch (Throwable e) {
            failed(e);
            backlog.reset();
            begun = false;
            return REST;
        }
    }

    private void failed(Throwable e) {
        Fatal.check(e);
        if (loop.stopped()) {
            return;
        }
        if (e instanceof FeedRestoredException) {
            source.status().alarm(e.getMessage());
            LOG.error("{}: STOPPED. {}.", source.settings().name(), e.getMessage());
            return;
        }
        String reason = Reason.of(e);
        if (!reason.equals(loggedReason)) {
            LOG.warn(
                    "{}: reading what is older failed: {}. Trying again.",
                    source.settings().name(),
                    reason);
            LOG.debug("{}: The failure in full:", source.settings().name(), e);
        }
        loggedReason = reason;
        source.status().olderFailed(reason);
        backoff.failed(e instanceof FeedException failure ? failure.retryAfter() : null);
    }

    private Duration step() throws Exception {
        if (!begun) {
            feed.serverTime();
            commits.reload();
            begun = true;
        }
        boolean due = System.nanoTime() - nextSweep >= 0;
        boolean tooEarly = due && progress.stretch() == null;
        if (tooEarly) {
            // The tail has yet to come to the newest end; up to there all is its own to read.
            hindered = System.nanoTime();
        } else if (due) {
            backlog.rest();
            Duration swept = length();
            long began = System.nanoTime();
            sweep.sweep();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            Duration rest = rest(source.settings().sweepInterval(), next(took, swept, length()));
            nextSweep = System.nanoTime() + rest.toNanos();
            silence.look();
        }
        if (progress.backlog().isEmpty()) {
            return tooEarly
                    ? REST
                    : shorter(Duration.ofNanos(Math.max(1, nextSweep - System.nanoTime())), LONGEST_REST);
        }
        if (sinks.busy()) {
            return SHORT_REST;
        }
        backlog.step();
        return Duration.ZERO;
    }

    /** Of what a sweep has to read now. */
    private Duration length() {
        Settled.Stretch stretch = progress.stretch();
        boolean any = stretch != null && stretch.from().isBefore(stretch.until());
        return any ? Duration.between(stretch.from(), stretch.until()) : Duration.ZERO;
    }

    /**
     * How long the next sweep takes, by the one before: that may have had hours of an outage to read.
     *
     * @param took how long the sweep before took
     * @param swept the length of what it read
     * @param length of what there is to read for the next one
     */
    static Duration next(Duration took, Duration swept, Duration length) {
        return length.compareTo(swept) < 0
                ? Duration.ofNanos((long) (took.toNanos() * ((double) length.toMillis() / swept.toMillis())))
                : took;
    }

    /**
     * How long after a sweep the next one begins. On a server that is slow to list, sweeps take a quarter of the time; on
     * one that is slower still half of it, since what is late waits for two of them at the most, and for this.
     *
     * @param took how long a sweep takes
     */
    static Duration rest(Duration interval, Duration took) {
        Duration spared = longer(took, shorter(took.multipliedBy(3), LONGEST_REST));
        return longer(interval, spared);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** For how long a sweep has been due, or the loop has not been at work; zero while it does what it should. */
    Duration stalled() {
        long due = nextSweep - hindered > 0 ? nextSweep : hindered;
        Duration overdue = Duration.ofNanos(System.nanoTime() - due);
        boolean late = !loop.stopped() && overdue.compareTo(PATIENCE) > 0;
        Duration stalled = loop.stalled();
        return late && overdue.compareTo(stalled) > 0 ? overdue : stalled;
    }

    /** Has no further window begin. */
    void stop() {
        loop.stop();
        feed.close();
    }

    boolean ended() {
        return loop.ended();
    }
}

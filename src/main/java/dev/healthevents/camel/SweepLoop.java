package dev.healthevents.camel;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beside the tail and never in its way: sweeps in their rhythm, and backlogs for the rest of the time. */
final class SweepLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final long REST_MS = 500;
    private static final long LONGEST_STEP_SECONDS = 60;

    private final Source source;
    private final Feed feed;
    private final WindowCommits commits;
    private final SourceSweep sweep;
    private final SourceBacklog backlog;
    private final SilenceWatch silence;
    private final Sinks sinks;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean begun;
    private long nextSweep;
    private String loggedReason;

    SweepLoop(
            Source source,
            Feed feed,
            Progress progress,
            WindowCommits commits,
            Sinks sinks,
            ExecutorService executor,
            Clock clock) {
        this.source = source;
        this.feed = feed;
        this.commits = commits;
        this.sweep = new SourceSweep(source, feed, progress, commits);
        this.backlog = new SourceBacklog(source, feed, progress, commits, executor, clock);
        this.silence = new SilenceWatch(source, feed);
        this.sinks = sinks;
        this.backoff = new Backoff(clock);
    }

    void start(ExecutorService executor) {
        nextSweep = System.nanoTime();
        executor.execute(this::loop);
    }

    private void loop() {
        try {
            boolean more = false;
            while (!stopping.await(more ? 0 : REST_MS, TimeUnit.MILLISECONDS)) {
                more = backoff.due() && sinks.full().isEmpty() && tried();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private boolean tried() throws InterruptedException {
        try {
            boolean more = step();
            backoff.succeeded();
            loggedReason = null;
            source.status().olderFailed(null);
            return more;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            backlog.reset();
            begun = false;
            if (stopping.getCount() > 0) {
                failed(e);
            }
            return false;
        }
    }

    private void failed(Exception e) {
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

    private boolean step() throws Exception {
        if (!begun) {
            feed.serverTime();
            commits.reload();
            begun = true;
        }
        if (System.nanoTime() >= nextSweep) {
            backlog.rest();
            long began = System.nanoTime();
            sweep.sweep();
            long took = System.nanoTime() - began;
            // On a server that is slow to list, sweeps take a quarter of the time at the most.
            nextSweep = System.nanoTime()
                    + Math.max(source.settings().sweepInterval().toNanos(), 3 * took);
            silence.look();
        }
        return backlog.step();
    }

    @Override
    public void close() {
        stopping.countDown();
        feed.close();
        try {
            if (!stopped.await(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "The last window of " + source.settings().name() + " is not done after " + LONGEST_STEP_SECONDS
                                + " s; see what its route is waiting for");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.healthevents.source;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a source is looked at: again soon while it has something new, in its own rhythm when it has not, and seldom when
 * it fails.
 */
final class PollRhythm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");

    /** Of what somebody asks for while nothing happens. */
    private static final Duration SHORTEST_REST = Duration.ofMillis(50);

    private final Source source;
    private final String name;
    private final Backoff backoff;
    private final Traffic traffic;
    private volatile Duration rest;
    private long restUntil = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private String loggedReason;

    PollRhythm(Source source, Clock clock) {
        this.source = source;
        this.name = source.settings().name();
        this.backoff = new Backoff(clock);
        this.rest = source.settings().pollInterval();
        this.traffic = new Traffic(rest, System.nanoTime());
    }

    /** @return how many events were announced; the caller polls at once again if there were any */
    int poll(SourceReader reader, BooleanSupplier running) throws InterruptedException {
        if (!backoff.due() || source.status().alarmed()) {
            return 0;
        }
        rest();
        long began = System.nanoTime();
        try {
            int announced = reader.read(running);
            recovered();
            traffic.found(announced, System.nanoTime());
            rest = traffic.rest();
            return announced;
        } catch (Throwable e) {
            Fatal.check(e);
            if (running.getAsBoolean()) {
                failed(e);
            }
            reader.reset();
            rest = source.settings().pollInterval();
            return 0;
        } finally {
            // As long a rest as the work took, so that a busy server is ours for half of the time at most.
            long end = System.nanoTime();
            long interval = source.settings().pollInterval().toNanos();
            long soonest = Math.min(rest.toNanos(), SHORTEST_REST.toNanos());
            restUntil = end + Math.min(interval, Math.max(soonest, end - began));
        }
    }

    /** How long to wait before the next look, after one that found nothing. */
    Duration untilNext() {
        return rest;
    }

    private void rest() throws InterruptedException {
        long nanos = restUntil - System.nanoTime();
        if (nanos > 0) {
            closed.await(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Ends a rest. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void recovered() {
        if (backoff.failures() > 0) {
            LOG.info("{}: reading again, after {} failed attempts.", name, backoff.failures());
            loggedReason = null;
            backoff.succeeded();
        }
    }

    void failed(Throwable e) {
        if (e instanceof FeedRestoredException) {
            source.status().alarm(e.getMessage());
            LOG.error("{}: STOPPED. {}.", name, e.getMessage());
            return;
        }
        Duration askedFor = e instanceof FeedException failure ? failure.retryAfter() : null;
        Duration wait = backoff.failed(askedFor);
        String reason = e instanceof FeedException || e instanceof StateException ? e.getMessage() : Reason.of(e);
        source.status().failed(reason);
        if (!reason.equals(loggedReason)) {
            LOG.warn("{}: {}. Nothing is lost; trying again in {} ms.", name, reason, wait.toMillis());
            LOG.debug("{}: The failure in full:", name, e);
            loggedReason = reason;
        }
    }
}

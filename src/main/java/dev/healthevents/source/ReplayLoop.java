package dev.healthevents.source;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.state.Replay;
import dev.healthevents.state.ReplayCancelledException;
import dev.healthevents.state.ReplayRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works at a source's replays, one after the other, on a thread and a connection that exist only as long as there are
 * any. What it does next it asks the database each time, so a cancelled replay ends at once, and one that was
 * interrupted goes on where it was.
 */
final class ReplayLoop {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.replays");
    private static final Duration REST = Duration.ofMillis(500);

    /** So few events of a replay wait for a sink at a time that new ones behind them are not held up. */
    private static final int FEW = 1_000;

    private final Source source;
    private final State state;
    private final Sinks sinks;
    private final WindowAnnouncer announcer;
    private final BooleanSupplier mayRead;
    private final Clock clock;
    private final Backoff backoff;
    private final OnDemand work;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Feed feed;
    private ReplayProgress progress;
    private SourceReplay reading;
    private RateLimit rate;
    private String loggedReason;

    /** @param mayRead whether another window may be begun */
    ReplayLoop(
            Source source,
            State state,
            Sinks sinks,
            WindowAnnouncer announcer,
            BooleanSupplier mayRead,
            Workers workers,
            Clock clock) {
        this.source = source;
        this.state = state;
        this.sinks = sinks;
        this.announcer = announcer;
        this.mayRead = mayRead;
        this.clock = clock;
        this.backoff = new Backoff(clock);
        this.work = new OnDemand(workers, this::work);
    }

    /** Begins if there is something to do. */
    void look() {
        work.ask();
    }

    private void work() {
        try {
            Optional<Duration> rest = Optional.of(Duration.ZERO);
            while (rest.isPresent() && !stopsWithin(rest.get())) {
                rest = tried();
            }
        } finally {
            end();
        }
    }

    /** What a route did to its thread is no reason to leave a replay. */
    private boolean stopsWithin(Duration rest) {
        try {
            return stopping.await(rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return stopping.getCount() == 0;
        }
    }

    /** @return how long to rest before the next step; nothing when there is no more to do */
    private Optional<Duration> tried() {
        try {
            Optional<Replay> next = state.replays().open(source.settings().name());
            return next.isEmpty() ? Optional.empty() : Optional.of(step(next.get()));
        } catch (ReplayCancelledException e) {
            return Optional.of(Duration.ZERO);
        } catch (Throwable e) {
            Fatal.check(e);
            if (stopping.getCount() > 0) {
                failed(e);
            }
            return Optional.of(REST);
        }
    }

    private Duration step(Replay replay) throws Exception {
        if (progress == null || !progress.id().equals(replay.id())) {
            begin(replay);
        }
        if (!backoff.due() || !mayRead.getAsBoolean()) {
            return REST;
        }
        Optional<String> obstacle = obstacle(replay.request());
        if (obstacle.isPresent()) {
            progress.waits(obstacle.get());
            return REST;
        }
        if (!rate.left().isZero()) {
            return rate.left().compareTo(REST) < 0 ? rate.left() : REST;
        }
        Replay moved = reading().step(replay);
        moved(moved, (int) (moved.events() - replay.events()));
        return Duration.ZERO;
    }

    private void begin(Replay replay) {
        ReplayRequest request = replay.request();
        progress = new ReplayProgress(replay.id(), new Pace(clock, request.from(), request.to(), replay.position()));
        rate = new RateLimit(request.rate(), clock);
        source.replaying(progress);
        LOG.info(
                "{}: replay {} sends {} to {} again, to {}, {} events/s at the most.",
                source.settings().name(),
                replay.id(),
                replay.position(),
                request.to(),
                request.sinks(),
                request.rate());
    }

    private SourceReplay reading() throws FeedException {
        if (reading == null) {
            feed = feed == null ? source.openFeed() : feed;
            feed.serverTime();
            reading = new SourceReplay(feed, state, announcer, clock);
        }
        return reading;
    }

    private Optional<String> obstacle(ReplayRequest request) {
        for (String name : request.sinks()) {
            Optional<Sink> sink = sinks.find(name);
            if (sink.isEmpty()) {
                return Optional.of("sink " + name + " is not on any more: configure it, or cancel this replay");
            }
            long pending = sink.get().outbox().pending();
            if (pending > Math.min(sink.get().outboxLimit() / 2, Math.max(FEW, 2L * request.rate()))) {
                return Optional.of(pending + " events wait for sink " + name + ", so a replay adds none");
            }
        }
        return Optional.empty();
    }

    private void moved(Replay replay, int events) {
        rate.passed(events);
        backoff.succeeded();
        progress.runs();
        loggedReason = null;
        progress.pace().reached(replay.position(), events);
        if (replay.state() == Replay.State.DONE) {
            LOG.info("{}: replay {} is done, {} events.", source.settings().name(), replay.id(), replay.events());
        }
    }

    private void failed(Throwable e) {
        reading = null;
        backoff.failed(e instanceof FeedException failure ? failure.retryAfter() : null);
        String reason = Reason.of(e);
        if (!reason.equals(loggedReason)) {
            LOG.warn("{}: a replay failed: {}. Trying again.", source.settings().name(), reason);
            LOG.debug("{}: The failure in full:", source.settings().name(), e);
        }
        loggedReason = reason;
        if (progress != null) {
            progress.waits(reason);
        }
    }

    private void end() {
        source.replaying(null);
        progress = null;
        reading = null;
        Feed opened = feed;
        feed = null;
        if (opened != null) {
            opened.close();
        }
    }

    /** Has no further window begin. */
    void stop() {
        stopping.countDown();
        Feed opened = feed;
        if (opened != null) {
            opened.close();
        }
    }

    boolean ended() {
        return work.ended();
    }
}

package dev.healthevents.delivery;

import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.OutboxDeliveries;
import dev.healthevents.state.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Delivers a sink's events batch by batch, as the sink's {@link RetryPolicy} says. For one thread.
 *
 * <p>A batch that fails is offered again as half of it, and so on, until the event is found that the sink fails on; that
 * one waits for its own next attempt, or becomes a dead letter, and the rest goes on. What has the same subject waits
 * with it, so that order holds. A sink that is away costs no event an attempt: it is asked now and then with one event.
 */
public final class Delivery {

    private static final double JITTER = 0.1;
    private static final Duration NOTHING_TO_DO = Duration.ofSeconds(1);

    /** Between events that the sink fails on one after the other: a sink that fails on all of them is left in peace. */
    private static final Duration BREATHER = Duration.ofMillis(100);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int IN_A_ROW = 10;

    private final Sink sink;
    private final OutboxDeliveries outbox;
    private final BatchSize size;
    private final Backoff backoff;
    private final Function<Exception, Failure> failures;
    private final Offer offer;
    private final Clock clock;
    private final DeliveryLog log;
    private final Suspect suspect = new Suspect();
    private int failedInARow;

    /** Has a sink take a batch: all of it when this returns, none of it for sure when it throws. */
    @FunctionalInterface
    public interface Offer {
        void offer(List<OutboxRow> batch) throws Exception;
    }

    /**
     * @param batchSize how many events to offer at once at the most
     * @param failures says what an exception of {@code offer} means
     */
    public Delivery(
            Sink sink,
            OutboxDeliveries outbox,
            int batchSize,
            Function<Exception, Failure> failures,
            Offer offer,
            Clock clock) {
        this.sink = sink;
        this.outbox = outbox;
        this.size = new BatchSize(batchSize);
        this.backoff = new Backoff(clock, FIRST_PAUSE);
        this.failures = failures;
        this.offer = offer;
        this.clock = clock;
        this.log = new DeliveryLog(sink);
    }

    /**
     * Makes one attempt, if it is time for one.
     *
     * @return for how long there is nothing to do unless events come; zero: go on
     * @throws InterruptedException if the thread is told to stop
     */
    public Duration step() throws InterruptedException {
        if (!backoff.due()) {
            return backoff.left();
        }
        List<OutboxRow> batch;
        try {
            batch = next();
            if (batch.isEmpty()) {
                sink.status().idle(outbox.waitingSubjects() > 0);
                return untilDue();
            }
        } catch (RuntimeException e) {
            away(new Failure(Failure.Kind.AWAY, "Aborted", Reason.of(e), null), e);
            return backoff.left();
        }
        return attempt(batch);
    }

    private List<OutboxRow> next() {
        Instant now = clock.instant();
        List<OutboxRow> rows = suspect.isBlocking()
                ? suspect.choose(outbox.choice(now, Suspect.CHOICES))
                : outbox.next(now, size.events());
        while (!rows.isEmpty() && expired(rows.get(0))) {
            giveUp(rows.get(0), "TimeToLiveExceeded", null, rows.get(0).attempts());
            rows = outbox.next(now, size.events());
        }
        return rows.stream().takeWhile(row -> !expired(row)).toList();
    }

    private boolean expired(OutboxRow row) {
        return row.attempts().waited().compareTo(sink.policy().timeToLive()) > 0;
    }

    private Duration untilDue() {
        if (outbox.nextDue() == null) {
            return NOTHING_TO_DO;
        }
        Duration until = Duration.between(clock.instant(), outbox.nextDue());
        return until.compareTo(NOTHING_TO_DO) < 0 ? until : NOTHING_TO_DO;
    }

    private Duration attempt(List<OutboxRow> batch) throws InterruptedException {
        long began = System.nanoTime();
        try {
            offer.offer(batch);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Failure failure = failures.apply(e);
            DeliveryOutcome outcome = failed(batch, failure, e);
            sink.status().offered(outcome, Duration.ofNanos(System.nanoTime() - began));
            return rest(outcome, failure);
        }
        DeliveryOutcome outcome = taken(batch);
        sink.status().offered(outcome, Duration.ofNanos(System.nanoTime() - began));
        return outcome == DeliveryOutcome.TAKEN ? Duration.ZERO : backoff.left();
    }

    private Duration rest(DeliveryOutcome outcome, Failure failure) {
        return switch (outcome) {
            case RETRIED -> backoff.left();
            case PUT_ASIDE, DEAD_LETTER ->
                failedInARow > IN_A_ROW && failure.kind() != Failure.Kind.REFUSED ? BREATHER : Duration.ZERO;
            case TAKEN, HALVED -> Duration.ZERO;
        };
    }

    private DeliveryOutcome taken(List<OutboxRow> batch) {
        try {
            outbox.delivered(batch);
        } catch (RuntimeException e) {
            away(new Failure(Failure.Kind.AWAY, "Aborted", Reason.of(e), null), e);
            return DeliveryOutcome.RETRIED;
        }
        log.delivered(backoff.failures());
        backoff.succeeded();
        size.succeeded(batch.size());
        suspect.succeeded();
        failedInARow = 0;
        sink.status().delivered(batch, clock.instant());
        return DeliveryOutcome.TAKEN;
    }

    private DeliveryOutcome failed(List<OutboxRow> batch, Failure failure, Exception e) {
        boolean alone = batch.size() == 1;
        boolean ofTheSink = failure.kind() == Failure.Kind.BUSY
                || failure.kind() == Failure.Kind.AWAY && !(alone && suspect.isToBlame(batch.get(0)));
        if (ofTheSink) {
            // What fails now and then is hardly slowed down; what is away is asked with one event.
            if (failure.kind() == Failure.Kind.BUSY || backoff.failures() == 0) {
                size.fewer();
            } else {
                size.one();
            }
            away(failure, e);
            return DeliveryOutcome.RETRIED;
        }
        if (!alone) {
            size.halve(batch.size());
            return DeliveryOutcome.HALVED;
        }
        DeliveryOutcome outcome;
        try {
            outcome = charge(batch.get(0), failure);
        } catch (RuntimeException refused) {
            away(new Failure(Failure.Kind.AWAY, "Aborted", Reason.of(refused), null), refused);
            return DeliveryOutcome.RETRIED;
        }
        failedInARow++;
        return outcome;
    }

    private DeliveryOutcome charge(OutboxRow row, Failure failure) {
        size.blamed();
        Instant now = clock.instant();
        Attempts attempts = row.attempts().andOneAt(now);
        if (failure.kind() == Failure.Kind.REFUSED) {
            giveUp(row, failure.outcome(), failure, attempts);
            return DeliveryOutcome.DEAD_LETTER;
        }
        if (attempts.count() >= sink.policy().attempts()) {
            giveUp(row, "MaxDeliveryAttemptsExceeded", failure, attempts);
            return DeliveryOutcome.DEAD_LETTER;
        }
        Duration delay = delay(attempts.count(), failure.retryAfter());
        outbox.putAside(row, attempts.andWait(delay), now.plus(delay));
        log.putAside(row, attempts, failure, delay);
        sink.status().eventFailed(failure.reason());
        return DeliveryOutcome.PUT_ASIDE;
    }

    private Duration delay(int attempts, Duration askedFor) {
        Duration delay = sink.policy().delayAfter(attempts);
        double factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        Duration jittered = Duration.ofMillis((long) (delay.toMillis() * factor));
        return askedFor != null && askedFor.compareTo(jittered) > 0 ? askedFor : jittered;
    }

    private void giveUp(OutboxRow row, String cause, Failure last, Attempts attempts) {
        String reason = last == null
                ? "It could not be delivered within " + sink.policy().timeToLive() + " of its first attempt"
                : last.reason();
        outbox.giveUp(
                row,
                new DeadLetter(
                        row.eventId(),
                        DeadLetter.DELIVER,
                        row.source(),
                        sink.name(),
                        List.of(),
                        clock.instant(),
                        reason,
                        row.subject(),
                        new String(row.event(), StandardCharsets.UTF_8),
                        cause,
                        last == null ? null : last.outcome(),
                        attempts));
        sink.status().deadLettered(1);
        sink.status().eventFailed(reason);
        log.givenUp(row, cause, reason, attempts);
    }

    private void away(Failure failure, Exception e) {
        Duration wait = backoff.failed(failure.retryAfter());
        log.away(failure, wait, e);
        sink.status().failed(failure.reason());
    }
}

package dev.healthevents.delivery;

import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.OutboxDeliveries;
import dev.healthevents.state.OutboxRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Delivers a sink's events batch by batch, as the sink's {@link RetryPolicy} says. For one thread. A sink that has several
 * connections is delivered by {@link DeliveryBySubject}.
 *
 * <p>A batch that fails is offered again as half of it, and so on, until the event is found that the sink fails on; that
 * one waits for its own next attempt, or becomes a dead letter, and the rest goes on. What has the same subject waits
 * with it, so that order holds. A sink that is away costs no event an attempt: it is asked now and then with one event.
 */
public final class Delivery implements Deliverer {

    private static final Duration NOTHING_TO_DO = Duration.ofSeconds(1);
    static final Duration NOTHING_WAITS = Duration.ofSeconds(5);

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
    private final Charges charges;
    private final Suspect suspect = new Suspect();
    private int failedInARow;

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
        this.charges = new Charges(sink, log, clock);
    }

    /** Makes one attempt, if it is time for one. */
    @Override
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
        while (!rows.isEmpty() && charges.expired(rows.get(0))) {
            giveUp(rows.get(0), charges.expiry(rows.get(0)));
            rows = outbox.next(now, size.events());
        }
        return rows.stream().takeWhile(row -> !charges.expired(row)).toList();
    }

    private Duration untilDue() {
        if (outbox.nextDue() == null) {
            return sink.outbox().pending() == 0 ? NOTHING_WAITS : NOTHING_TO_DO;
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
        Charge charge = charges.of(row, failure);
        if (charge.cause() != null) {
            giveUp(row, charge);
            return DeliveryOutcome.DEAD_LETTER;
        }
        outbox.putAside(row, charge.attempts(), charge.next());
        charges.putAside(row, charge);
        return DeliveryOutcome.PUT_ASIDE;
    }

    private void giveUp(OutboxRow row, Charge charge) {
        DeadLetter letter = charges.letter(row, charge);
        outbox.giveUp(row, letter);
        charges.givenUp(row, letter, charge);
    }

    private void away(Failure failure, Exception e) {
        Duration wait = backoff.failed(failure.retryAfter());
        log.away(failure, wait, e);
        sink.status().failed(failure.reason());
    }
}

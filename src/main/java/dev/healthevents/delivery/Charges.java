package dev.healthevents.delivery;

import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Says by a sink's {@link RetryPolicy} what becomes of events that it failed on, and tells of it. */
final class Charges {

    private static final double JITTER = 0.1;

    private final Sink sink;
    private final DeliveryLog log;
    private final Clock clock;

    Charges(Sink sink, DeliveryLog log, Clock clock) {
        this.sink = sink;
        this.log = log;
        this.clock = clock;
    }

    /** Of an event that failed alone, through its own doing. */
    Charge of(OutboxRow row, Failure failure) {
        Instant now = clock.instant();
        Attempts attempts = row.attempts().andOneAt(now);
        if (failure.kind() == Failure.Kind.REFUSED) {
            return new Charge(attempts, failure, failure.outcome(), null, null);
        }
        if (attempts.count() >= sink.policy().attempts()) {
            return new Charge(attempts, failure, "MaxDeliveryAttemptsExceeded", null, null);
        }
        Duration delay = delay(attempts.count(), failure.retryAfter());
        return new Charge(attempts.andWait(delay), failure, null, delay, now.plus(delay));
    }

    private Duration delay(int attempts, Duration askedFor) {
        Duration delay = sink.policy().delayAfter(attempts);
        double factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        Duration jittered = Duration.ofMillis((long) (delay.toMillis() * factor));
        return askedFor != null && askedFor.compareTo(jittered) > 0 ? askedFor : jittered;
    }

    /** Whether an event has waited for longer than it may. */
    boolean expired(OutboxRow row) {
        return sink.leases().holds(sink.name(), row)
                && row.attempts().waited().compareTo(sink.policy().timeToLive()) > 0;
    }

    /** Of an event that has. */
    Charge expiry(OutboxRow row) {
        return new Charge(row.attempts(), null, "TimeToLiveExceeded", null, null);
    }

    DeadLetter letter(OutboxRow row, Charge charge) {
        return new DeadLetter(
                row.eventId(),
                DeadLetter.DELIVER,
                row.source(),
                sink.name(),
                List.of(),
                clock.instant(),
                reason(charge),
                row.subject(),
                new String(row.event(), StandardCharsets.UTF_8),
                charge.cause(),
                charge.failure() == null ? null : charge.failure().outcome(),
                charge.attempts());
    }

    private String reason(Charge charge) {
        return charge.failure() == null
                ? "It could not be delivered within " + sink.policy().timeToLive() + " of its first attempt"
                : charge.failure().reason();
    }

    /** Tells that an event has become a dead letter. */
    void givenUp(OutboxRow row, DeadLetter letter, Charge charge) {
        sink.leases().givenUp(row, letter);
        sink.status().deadLettered(1);
        sink.status().eventFailed(reason(charge));
        log.givenUp(row, charge.cause(), reason(charge), charge.attempts());
    }

    /** Tells that an event was put aside. */
    void putAside(OutboxRow row, Charge charge) {
        log.putAside(row, charge.attempts(), charge.failure(), charge.delay());
        sink.status().eventFailed(charge.failure().reason());
    }
}

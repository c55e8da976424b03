package dev.healthevents.delivery;

import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.OutboxBySubject;
import dev.healthevents.state.OutboxRow;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Takes note of what has become of requests of which many are under way, and says how many more may be. For one thread.
 *
 * <p>A sink that is busy or away fails all that is under way, for one reason: only the first such failure of a round makes
 * the sink be left alone for longer. While others get through it is not away; who fails nevertheless is asked again, and
 * is to blame when it fails once more and others got through in between.
 */
final class RequestOutcomes {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration BREATHER = Duration.ofMillis(100);
    private static final int IN_A_ROW = 10;

    private final Sink sink;
    private final OutboxBySubject outbox;
    private final SubjectQueues queues;
    private final int ahead;
    private final BatchSize size;
    private final Connections connections;
    private final Backoff backoff;
    private final Function<Exception, Failure> failures;
    private final DeliveryLog log;
    private final Charges charges;
    private final Clock clock;
    private final Map<Long, Suspected> suspected = new HashMap<>();
    private Pause breather;
    private int failedInARow;
    private int round;
    private long taken;
    private boolean refusedByStore;

    /** An event on which the sink did not answer, and how many requests it had taken then. */
    private record Suspected(String subject, long takenBefore) {}

    RequestOutcomes(
            Sink sink,
            OutboxBySubject outbox,
            SubjectQueues queues,
            int batchSize,
            Function<Exception, Failure> failures,
            Clock clock) {
        this.sink = sink;
        this.outbox = outbox;
        this.queues = queues;
        this.ahead = batchSize;
        this.size = new BatchSize(batchSize);
        this.connections = new Connections(sink.connections());
        this.backoff = new Backoff(clock, FIRST_PAUSE);
        this.failures = failures;
        this.log = new DeliveryLog(sink);
        this.charges = new Charges(sink, log, clock);
        this.breather = new Pause(clock, Duration.ZERO);
        this.clock = clock;
    }

    Request request(List<OutboxRow> batch) {
        return new Request(batch, round, taken);
    }

    int connections() {
        return connections.allowed();
    }

    /** Whether the sink is asked whether it is back. */
    boolean isAsking() {
        return backoff.failures() > 0;
    }

    int batchSize() {
        return size.events();
    }

    /** How long no request may begin, or {@code null} if one may. */
    Duration untilNext() {
        Duration left = backoff.left();
        Duration breath = breather.left();
        Duration longer = left.compareTo(breath) > 0 ? left : breath;
        return longer.isZero() ? null : longer;
    }

    /** Gives up those that have waited too long, and returns the others. */
    List<OutboxRow> stillInTime(List<OutboxRow> due) {
        List<OutboxRow> good = new ArrayList<>();
        for (OutboxRow row : due) {
            if (charges.expired(row)) {
                giveUp(row, charges.expiry(row));
            } else {
                good.add(row);
            }
        }
        return good;
    }

    /**
     * Takes note of requests that have come back, and removes them; what the state store does not take note of stays for
     * the next time.
     */
    void note(List<Request> returned) {
        if (returned.isEmpty() || refusedByStore && !backoff.due()) {
            return;
        }
        try {
            noteTaken(returned.stream()
                    .filter(request -> request.failure() == null)
                    .toList());
            returned.removeIf(request -> request.failure() == null);
            for (Iterator<Request> rest = returned.iterator(); rest.hasNext(); ) {
                noteFailed(rest.next());
                rest.remove();
            }
            refusedByStore = false;
        } catch (RuntimeException e) {
            storeRefused(e);
        }
    }

    /** Leaves the state store alone for a while. */
    void storeRefused(RuntimeException e) {
        Fatal.check(e);
        refusedByStore = true;
        round++;
        away(new Failure(Kind.AWAY, "Aborted", Reason.of(e), null), e);
    }

    private void noteTaken(List<Request> requests) {
        if (requests.isEmpty()) {
            return;
        }
        outbox.delivered(
                requests.stream().flatMap(request -> request.rows().stream()).toList(), ahead);
        for (Request request : requests) {
            taken++;
            queues.done(request.rows());
            request.rows().forEach(row -> suspected.remove(row.position()));
            size.succeeded(request.rows().size());
            connections.succeeded();
            if (request.round == round) {
                recovered();
            }
            sink.status().delivered(request.rows(), clock.instant());
            sink.status().offered(DeliveryOutcome.TAKEN, request.took());
        }
        failedInARow = 0;
    }

    private void recovered() {
        if (backoff.failures() > 0) {
            suspected.values().forEach(suspect -> queues.next(suspect.subject()));
        }
        log.delivered(backoff.failures());
        backoff.succeeded();
    }

    private void noteFailed(Request request) {
        if (request.failure() instanceof InterruptedException) {
            queues.back(request.rows());
            return;
        }
        Failure failure = request.failure() instanceof Exception e
                ? failures.apply(e)
                : new Failure(Kind.AWAY, "Aborted", Reason.of(request.failure()), null);
        sink.status().offered(failed(request, failure), request.took());
    }

    private DeliveryOutcome failed(Request request, Failure failure) {
        if (failure.kind() == Kind.BUSY) {
            return sinkFailed(request, failure);
        }
        if (failure.kind() == Kind.AWAY && !(request.alone() && isToBlame(request))) {
            return taken > request.takenBefore ? suspect(request, failure) : sinkFailed(request, failure);
        }
        if (!request.alone()) {
            size.halve(request.rows().size());
            queues.backNext(request.rows());
            return DeliveryOutcome.HALVED;
        }
        return charge(request.rows().get(0), failure);
    }

    private boolean isToBlame(Request request) {
        Suspected before = suspected.get(request.rows().get(0).position());
        return before != null && taken > before.takenBefore();
    }

    private void remember(Request request) {
        if (request.alone()) {
            OutboxRow row = request.rows().get(0);
            suspected.put(row.position(), new Suspected(row.subject(), taken));
        }
    }

    private DeliveryOutcome suspect(Request request, Failure failure) {
        remember(request);
        size.fewer();
        queues.backAfter(request.rows(), FIRST_PAUSE);
        sink.status().eventFailed(failure.reason());
        return DeliveryOutcome.RETRIED;
    }

    private DeliveryOutcome sinkFailed(Request request, Failure failure) {
        queues.back(request.rows());
        boolean first = request.round == round;
        boolean longer = failure.retryAfter() != null && failure.retryAfter().compareTo(backoff.left()) > 0;
        if (!first && !longer) {
            sink.status().eventFailed(failure.reason());
            return DeliveryOutcome.RETRIED;
        }
        if (failure.kind() == Kind.BUSY || backoff.failures() == 0) {
            fewer();
        } else {
            size.one();
            connections.one();
        }
        if (failure.kind() == Kind.AWAY && backoff.failures() == 0) {
            remember(request);
        }
        round++;
        away(failure, request.failure());
        return DeliveryOutcome.RETRIED;
    }

    private void fewer() {
        if (connections.allowed() == 1) {
            size.fewer();
        }
        connections.fewer();
    }

    private DeliveryOutcome charge(OutboxRow row, Failure failure) {
        Charge charge = charges.of(row, failure);
        if (charge.cause() != null) {
            giveUp(row, charge);
        } else {
            outbox.putAside(row, charge.attempts(), charge.next(), queues.following(row.subject()));
            queues.drop(row.subject());
            charges.putAside(row, charge);
        }
        size.blamed();
        suspected.remove(row.position());
        queues.done(List.of(row));
        failedInARow++;
        if (failedInARow > IN_A_ROW && failure.kind() != Kind.REFUSED) {
            connections.one();
            breather = new Pause(clock, BREATHER);
        }
        return charge.cause() == null ? DeliveryOutcome.PUT_ASIDE : DeliveryOutcome.DEAD_LETTER;
    }

    private void giveUp(OutboxRow row, Charge charge) {
        DeadLetter letter = charges.letter(row, charge);
        outbox.giveUp(row, letter, ahead);
        charges.givenUp(row, letter, charge);
    }

    private void away(Failure failure, Throwable e) {
        Duration wait = backoff.failed(failure.retryAfter());
        log.away(failure, wait, e);
        sink.status().failed(failure.reason());
    }
}

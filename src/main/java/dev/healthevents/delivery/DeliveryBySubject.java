package dev.healthevents.delivery;

import dev.healthevents.state.OutboxBySubject;
import dev.healthevents.state.OutboxRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Delivers a sink's events with several requests under way, never two with events of one subject. What comes back at the
 * same time is taken note of in one transaction, and only then is the next event of a subject offered: after a crash
 * what was under way comes again, and nothing else.
 *
 * <p>An event that the sink fails on is put aside as {@link Delivery} does it, and holds up its own subject only. For one
 * thread; offers are made by others.
 */
public final class DeliveryBySubject implements Deliverer {

    private static final Duration NOTHING_TO_DO = Duration.ofSeconds(1);
    private static final int FEWEST_ROWS = 2_000;

    /** Of how many subjects one is asked whether the sink is back: one on which it never answers must not be the only one. */
    private static final int CHOICES = 20;

    /** Of the room for rows or bytes: reading again for less is not worth it. */
    private static final int WORTH_READING = 4;

    private final Sink sink;
    private final OutboxBySubject outbox;
    private final SubjectQueues queues;
    private final RequestOutcomes outcomes;
    private final Offer offer;
    private final Executor threads;
    private final Clock clock;
    private final DeliveryLimits limits;
    private final Set<Request> underWay = new HashSet<>();
    private final List<Request> returned = new ArrayList<>();
    private final Queue<Request> arriving = new ConcurrentLinkedQueue<>();

    /**
     * @param limits of a batch, and of what is in memory
     * @param failures says what an exception of {@code offer} means
     * @param offer may be called by as many threads at once as the sink has connections
     * @param threads runs a task at once
     */
    public DeliveryBySubject(
            Sink sink,
            OutboxBySubject outbox,
            DeliveryLimits limits,
            Function<Exception, Failure> failures,
            Offer offer,
            Executor threads,
            Clock clock) {
        this.sink = sink;
        this.outbox = outbox;
        this.limits = limits;
        this.queues = new SubjectQueues(clock);
        this.outcomes = new RequestOutcomes(sink, outbox, queues, limits.events(), failures, clock);
        this.offer = offer;
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public Duration step() {
        settle();
        if (!returned.isEmpty() || outcomes.untilNext() != null) {
            return orNothingToDo(outcomes.untilNext());
        }
        try {
            read();
        } catch (RuntimeException e) {
            outcomes.storeRefused(e);
            return orNothingToDo(outcomes.untilNext());
        }
        begin();
        return rest();
    }

    @Override
    public void settle() {
        for (Request request = arriving.poll(); request != null; request = arriving.poll()) {
            returned.add(request);
            underWay.remove(request);
        }
        outcomes.note(returned);
    }

    /** Interrupted or not, since who delivers next would offer the same events. */
    @Override
    public void end() {
        boolean interrupted = false;
        while (!underWay.isEmpty()) {
            long known = sink.outbox().news();
            settle();
            try {
                if (!underWay.isEmpty()) {
                    sink.outbox().awaitMore(known, NOTHING_TO_DO);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        settle();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        Instant now = clock.instant();
        if (outbox.settle(now)) {
            queues.dropAll();
        }
        queues.endPauses();
        if (queues.ready() >= wanted()) {
            return;
        }
        long room = limits.memory() - queues.bytes();
        if (room > 0) {
            List<OutboxRow> due =
                    outbox.due(now, outcomes.connections() * limits.events(), room, queues.aside(), queues::knows);
            queues.addNext(outcomes.stillInTime(due));
        }
        readFresh();
        if (queues.size() == 0 && outbox.waitingSubjects() == 0 && sink.outbox().pending() > 0 && !outbox.hasMore()) {
            outbox.doubt();
        }
    }

    private void readFresh() {
        if (queues.ready() >= wanted() || !outbox.hasMore()) {
            return;
        }
        if (!full()) {
            queues.add(outbox.fresh(most() - queues.size(), limits.memory() - queues.bytes()));
        } else if (outcomes.isAsking() || queues.ready() == 0 && underWay.size() < outcomes.connections()) {
            makeRoom();
        }
    }

    private int wanted() {
        return Math.max(outcomes.connections(), CHOICES);
    }

    private int most() {
        return Math.max(FEWEST_ROWS, limits.events() * sink.connections());
    }

    private boolean full() {
        return most() - queues.size() < most() / WORTH_READING
                || limits.memory() - queues.bytes() < limits.memory() / WORTH_READING;
    }

    /** What is in memory waits for others of its subject, and what nobody knows yet need not. */
    private void makeRoom() {
        List<OutboxRow> following = queues.following();
        if (following.isEmpty()) {
            return;
        }
        Set<String> subjects = new HashSet<>();
        following.forEach(row -> subjects.add(row.subject()));
        List<OutboxRow> before = new ArrayList<>(queues.first(subjects));
        underWay.forEach(request -> request.rows().stream()
                .filter(row -> subjects.contains(row.subject()))
                .forEach(before::add));
        Map<Long, OutboxRow> held = new HashMap<>();
        outbox.hold(before, following).forEach(row -> held.put(row.position(), row));
        queues.dropFollowing(held);
        underWay.forEach(request -> request.rows().replaceAll(row -> queues.nowAside(row, held)));
    }

    private void begin() {
        while (underWay.size() < outcomes.connections()) {
            List<OutboxRow> batch = queues.take(outcomes.batchSize(), limits.bytes());
            if (batch.isEmpty()) {
                return;
            }
            Request request = outcomes.request(batch);
            underWay.add(request);
            try {
                threads.execute(() -> run(request, batch));
            } catch (Throwable e) {
                Fatal.check(e);
                request.failed(e);
                arriving.add(request);
            }
        }
    }

    private void run(Request request, List<OutboxRow> batch) {
        try {
            offer.offer(batch);
        } catch (Throwable e) {
            Fatal.check(e);
            request.failed(e);
        } finally {
            arriving.add(request);
            sink.outbox().wake();
        }
    }

    private Duration rest() {
        if (queues.size() == 0) {
            sink.status().idle(outbox.waitingSubjects() > 0);
        }
        if (sink.outbox().pending() == 0 && underWay.isEmpty()) {
            return Delivery.NOTHING_WAITS;
        }
        boolean free = underWay.size() < outcomes.connections() && queues.bytes() < limits.memory();
        if (!arriving.isEmpty() || queues.ready() < wanted() && outbox.hasMore() && !full()) {
            return Duration.ZERO;
        }
        return Stream.of(
                        NOTHING_TO_DO,
                        orNothingToDo(queues.untilPauseEnds()),
                        orNothingToDo(free ? outbox.untilDue(clock.instant()) : null))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private static Duration orNothingToDo(Duration rest) {
        return rest == null ? NOTHING_TO_DO : rest;
    }
}

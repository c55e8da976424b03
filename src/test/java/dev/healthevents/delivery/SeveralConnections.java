package dev.healthevents.delivery;

import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.event.EventSchema;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxEvent;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sink with several connections, whose requests are answered when the test says so. */
abstract class SeveralConnections {

    static final RetryPolicy POLICY = new RetryPolicy(
            3, Duration.ofHours(1), List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), Set.of(400, 413));

    /** A sink's answer, as an exception. */
    static final class Answer extends Exception {
        final Failure failure;

        Answer(Kind kind, String outcome, Duration retryAfter) {
            this.failure = new Failure(kind, outcome, "it answered " + outcome, retryAfter);
        }
    }

    static final Answer NO_ANSWER = new Answer(Kind.AWAY, "TimedOut", null);

    @TempDir
    Path directory;

    final SetClock clock = new SetClock();
    final List<Runnable> requests = new ArrayList<>();
    final List<String> taken = new ArrayList<>();
    final Map<String, Answer> badEvents = new HashMap<>();
    Answer down;
    int offers;
    int mostAtOnce;
    StateDatabase database;
    Sink sink;
    DeliveryBySubject delivery;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        begin(4, 1);
    }

    void begin(int connections, int batchSize) {
        Outbox outbox = new Outbox(database, "hub");
        sink = new Sink(
                "hub",
                EventSchema.CLOUD_EVENTS,
                event -> true,
                outbox,
                1_000_000,
                true,
                POLICY,
                new SinkStatus(),
                connections);
        delivery = new DeliveryBySubject(
                sink,
                outbox.bySubject(),
                new DeliveryLimits(batchSize, 100_000),
                e -> ((Answer) e).failure,
                this::offer,
                requests::add,
                clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    void offer(List<OutboxRow> batch) throws Answer {
        offers++;
        if (down != null) {
            throw down;
        }
        for (OutboxRow row : batch) {
            if (badEvents.containsKey(row.eventId())) {
                throw badEvents.get(row.eventId());
            }
        }
        batch.forEach(row -> taken.add(row.eventId()));
    }

    /** Events named {@code subject:number}. */
    void append(String... names) {
        append(100, names);
    }

    void append(int bytes, String... names) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (String name : names) {
            window.append(sink.outbox(), new OutboxEvent(name, name.split(":")[0], new byte[bytes]));
        }
        window.commit();
    }

    static String[] many(String subject, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> subject + ":" + i).toArray(String[]::new);
    }

    static String[] subjects(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i + ":1").toArray(String[]::new);
    }

    /** Has the requests that are under way answered, oldest first. */
    void answer() {
        mostAtOnce = Math.max(mostAtOnce, requests.size());
        List<Runnable> underWay = List.copyOf(requests);
        requests.clear();
        underWay.forEach(Runnable::run);
    }

    /** Goes on until nothing is under way and nothing may be done for longer than a second. */
    void run() {
        runFor(Duration.ofMillis(999));
    }

    void runFor(Duration longest) {
        if (!run(100_000, longest)) {
            throw new AssertionError("it finds no rest");
        }
    }

    void run(int steps) {
        run(steps, Duration.ofMillis(999));
    }

    boolean run(int steps, Duration longest) {
        for (int i = 0; i < steps; i++) {
            Duration rest = delivery.step();
            if (!requests.isEmpty()) {
                answer();
            } else if (rest.compareTo(longest) > 0) {
                return true;
            } else {
                clock.advance(rest);
            }
        }
        return false;
    }

    List<DeadLetter> deadLetters() {
        return new DeadLetters(database).newest(100);
    }
}

package dev.healthevents.state;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.fhir.ChangeToEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The fourth step: what a window announces becomes durable, on SQLite in the folder for temporary files, events of 480
 * bytes for one sink. What the disk takes for a commit is part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommitWindow {

    private static final String SOURCE = "lab";
    private static final Duration KEPT = Duration.ofMinutes(4);
    private static final byte[] ENCODED = "x".repeat(480).getBytes(StandardCharsets.UTF_8);

    private StateDatabase database;
    private SeenIds seen;
    private Outbox outbox;
    private OutboxDeliveries deliveries;
    private List<HealthEvent> events;
    private WindowTransaction window;
    private long number;

    @Setup
    public void open() throws Exception {
        database = StateDatabase.open(
                "jdbc:sqlite:" + Files.createTempDirectory("jmh").resolve("state.db"), null, null);
        seen = new SeenIds(database);
        seen.load(SOURCE, KEPT);
        outbox = new Outbox(database, "file");
        deliveries = outbox.deliveries();
        events = ChangeToEvent.events();
    }

    /** Each time with ids that were not there before. */
    @Setup(Level.Invocation)
    public void gather() {
        window = new WindowTransaction(database, seen, SOURCE);
        for (HealthEvent event : events) {
            UUID id = new UUID(++number * 0x9E3779B97F4A7C15L, ~number);
            window.announce(id);
            window.append(outbox, new OutboxEvent(id.toString(), event.subject(), ENCODED, event.time()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(ChangeToEvent.EVENTS)
    public void anEvent() {
        Instant now = Instant.now();
        window.commit(now, window.announced(), now.minus(KEPT));
    }

    /** Else the outbox grows, and what is in it is not what is measured. */
    @TearDown(Level.Invocation)
    public void takeOut() {
        deliveries.delivered(deliveries.next(Instant.now(), events.size()));
    }

    @TearDown
    public void close() {
        database.close();
    }
}

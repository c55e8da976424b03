package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.LineSink.Step;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxEvent;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a delivery at each of its steps, again and again: before the sink has a batch, after it has, after it said so. */
class DeliveryCrashIT {

    private static final int KILLS = 100;
    private static final int SUBJECTS = 150;
    private static final int VERSIONS = 40;

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<Step, Integer> killed = new EnumMap<>(Step.class);
    private final Set<String> refused = new HashSet<>();

    @Test
    void nothingIsLostThroughAHundredKillsAndOneBatchAtMostComesAgainForEach() throws Exception {
        List<String> events = fill();
        try (LineSink sink = new LineSink()) {
            for (int i = 0; i < 60; i++) {
                sink.failOn(events.get(random.nextInt(events.size())), 1 + random.nextInt(3));
            }
            for (int i = 0; i < 10; i++) {
                String id = events.get(random.nextInt(events.size()));
                refused.add(id);
                sink.refuse(id);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                killOnce(sink, Step.values()[kill % Step.values().length]);
            }
            assertThat(killed)
                    .as("it was killed at each step")
                    .hasSize(3)
                    .allSatisfy((step, times) -> assertThat(times).isGreaterThan(KILLS / 6));
            Process last = DeliveryProcess.start(directory, sink.port());
            assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(last.exitValue())
                    .as("see %s", directory.resolve("delivery.log"))
                    .isZero();

            Set<String> expected = new LinkedHashSet<>(events);
            expected.removeAll(refused);
            assertThat(new HashSet<>(sink.stored())).as("seed %d", seed).isEqualTo(expected);
            assertThat(deadLetters()).containsExactlyInAnyOrderElementsOf(refused);
            inOrder(sink.stored());
        }
    }

    private List<String> fill() {
        List<String> ids = new ArrayList<>();
        try (StateDatabase database = StateDatabase.open(DeliveryProcess.url(directory), null, null)) {
            Outbox outbox = new Outbox(database, "hub");
            WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
            for (int version = 1; version <= VERSIONS; version++) {
                for (int subject = 0; subject < SUBJECTS; subject++) {
                    String id = "p" + subject + ":" + version;
                    ids.add(id);
                    window.append(outbox, new OutboxEvent(id, "p" + subject, id.getBytes()));
                }
            }
            window.commit();
        }
        return ids;
    }

    /** After a few batches of this life, in a step, or a random moment after it. */
    private void killOnce(LineSink sink, Step step) throws Exception {
        int before = sink.stored().size();
        Set<String> known = new HashSet<>(sink.stored());
        Process process = DeliveryProcess.start(directory, sink.port());
        AtomicInteger batches = new AtomicInteger(random.nextInt(3));
        sink.watch(reached -> {
            if (reached == step && batches.getAndDecrement() == 0) {
                LockSupport.parkNanos(step == Step.ANSWERED ? random.nextInt(4_000_000) : 0);
                process.destroyForcibly();
                killed.merge(step, 1, Integer::sum);
            }
        });
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        sink.watch(any -> {});
        List<String> ofThisLife = sink.stored().subList(before, sink.stored().size());
        long again = ofThisLife.stream().filter(known::contains).count();
        assertThat(again).as("events that came again, seed %d", seed).isLessThanOrEqualTo(DeliveryProcess.BATCH);
    }

    private List<String> deadLetters() {
        try (StateDatabase database = StateDatabase.open(DeliveryProcess.url(directory), null, null)) {
            return new DeadLetters(database)
                    .newest(1_000).stream().map(DeadLetter::id).toList();
        }
    }

    /** Each subject's versions came in order, but for what came again. */
    private static void inOrder(List<String> stored) {
        Map<String, Integer> newest = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (String id : stored) {
            String[] parts = id.split(":");
            int version = Integer.parseInt(parts[1]);
            if (known.add(id)) {
                assertThat(version).as(id).isGreaterThan(newest.getOrDefault(parts[0], 0));
                newest.put(parts[0], version);
            }
        }
        assertThat(newest).hasSize(SUBJECTS);
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.HapiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills the bridge while it works, again and again, and compares what the server holds with what the file holds. */
class BridgeCrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeCrashIT.class);

    private static final int KILLS = 9;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PREFIX = "crash-";

    @TempDir
    Path directory;

    private final HapiHistory fhir = new HapiHistory(HapiServer.shared().url());
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void nothingIsMissedOrInventedThroughManyKills() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread traffic = new Thread(() -> write(writing), "traffic");
        traffic.start();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                killWhileItWorks();
            }
        } finally {
            writing.set(false);
            traffic.join();
        }
        try (BridgeProcess bridge = start()) {
            Set<String> truth = new HashSet<>(fhir.changes(PREFIX));

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(changes())
                            .as("seed %d, bridge runs: %s", seed, bridge.runs())
                            .containsExactlyInAnyOrderElementsOf(truth));
            assertThat(truth).as("enough happened for this to mean something").hasSizeGreaterThan(1_000);
        }
        repeatsCarryTheSameId();
    }

    /** At a random moment after the first new event of this life, so that reading, committing and delivering are hit. */
    private void killWhileItWorks() throws Exception {
        long size = size();
        BridgeProcess bridge = start();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> size() > size || !bridge.runs());
        assertThat(bridge.runs()).as("see %s", directory.resolve("bridge.log")).isTrue();
        long moment = System.nanoTime() + random.nextLong(Duration.ofMillis(800).toNanos());
        await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() > moment);
        bridge.kill();
    }

    private BridgeProcess start() throws Exception {
        return BridgeProcess.start(
                directory,
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + HapiServer.shared().url(),
                "--health-events.sources.lab.start=beginning",
                "--health-events.sources.lab.poll-interval=50ms",
                "--health-events.sinks.file.path=events.ndjson");
    }

    private void write(AtomicBoolean writing) {
        for (int i = 0; writing.get(); i++) {
            // Faster than this, two cores are busy with the server alone.
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            try {
                int block = i;
                switch (i % 3) {
                    case 0 ->
                        fhir.bundle(
                                "transaction",
                                IntStream.range(0, 10)
                                        .mapToObj(n -> HapiHistory.putEntry(
                                                "Patient",
                                                PREFIX + block % 97 + "-" + n,
                                                "\"gender\":\"" + gender(block)))
                                        .toList());
                    case 1 -> fhir.put("Observation", PREFIX + i, "\"status\":\"final\",\"code\":{\"text\":\"x\"}");
                    default -> fhir.delete("Observation", PREFIX + (i - 1));
                }
            } catch (IOException e) {
                LOG.info("An answer broke off; whether the write was taken, the history tells: {}", e.getMessage());
            } catch (Exception e) {
                throw new IllegalStateException("The FHIR server did not take a write", e);
            }
        }
    }

    private static String gender(int block) {
        return (block / 97 % 2 == 0 ? "male" : "female") + "\"";
    }

    private Set<String> changes() {
        return Announced.in(events()).stream()
                .map(Announced::change)
                .filter(change -> change.contains("/" + PREFIX))
                .collect(Collectors.toSet());
    }

    private void repeatsCarryTheSameId() {
        Map<String, Set<String>> idsByChange = Announced.in(events()).stream()
                .collect(Collectors.groupingBy(
                        Announced::change, Collectors.mapping(Announced::id, Collectors.toSet())));
        assertThat(idsByChange).allSatisfy((change, ids) -> assertThat(ids).hasSize(1));
        List<String> ids =
                Announced.in(events()).stream().map(Announced::id).distinct().toList();
        assertThat(ids).hasSameSizeAs(idsByChange.keySet());
    }

    private Path events() {
        return directory.resolve("events.ndjson");
    }

    private long size() throws Exception {
        return Files.exists(events()) ? Files.size(events()) : 0;
    }
}

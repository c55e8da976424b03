package dev.healthevents.bridge;

import static dev.healthevents.bridge.HapiHistory.postEntry;
import static dev.healthevents.bridge.HapiHistory.putEntry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.HapiRelease;
import dev.healthevents.demo.HapiServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real HAPI FHIR JPA server on a real PostgreSQL, where changes surface behind newer ones. The bridge runs with its
 * default rhythms. {@code -Dhapi.runs=20} repeats each test's writes so often; docs/benchmarks has the figures.
 */
class HapiPostgresIT {

    private static final Logger LOG = LoggerFactory.getLogger(HapiPostgresIT.class);
    private static final int RUNS = Integer.getInteger("hapi.runs", 1);
    /** A sweep of a server that is slow to list is followed by a rest as long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int TRANSACTION = 2_000;
    private static final int SMALL_WRITERS = 2;
    private static final int PARALLEL_WRITERS = 48;
    private static final int WRITES_EACH = 50;

    private static EmbeddedPostgres postgres;
    private static HapiServer server;

    @TempDir
    Path directory;

    private final HapiHistory fhir = new HapiHistory(server.url());
    private final ExecutorService writers = Executors.newFixedThreadPool(PARALLEL_WRITERS);
    private final List<String> truth = new ArrayList<>();
    private Bridge bridge;

    @BeforeAll
    static void startServer() throws IOException {
        postgres = EmbeddedPostgres.start();
        server = HapiServer.start(
                HapiRelease.V8_8,
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.hikari.maximum-pool-size=" + (PARALLEL_WRITERS + 12));
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
        postgres.close();
    }

    @BeforeEach
    void startBridge() {
        bridge = new Bridge(directory, server.url())
                .set("health-events.sources.lab.start", "now")
                .start();
        await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
        writers.shutdownNow();
    }

    @Test
    void aTransactionOfTwoThousandResourcesWithSmallWritesBesideItIsAnnouncedWhole() throws Exception {
        for (int run = 1; run <= RUNS; run++) {
            int number = run;
            everyChangeIsAnnouncedOnce("transaction", run, () -> {
                AtomicBoolean writing = new AtomicBoolean(true);
                List<Future<?>> small = IntStream.range(0, SMALL_WRITERS)
                        .<Future<?>>mapToObj(writer -> writers.submit(() -> writeUntil(writing, number, writer)))
                        .toList();
                fhir.bundle("transaction", transaction(number));
                writing.set(false);
                finished(small);
                return null;
            });
        }
        nothingComesAfterwards();
    }

    @Test
    void fortyEightParallelWritersOfSingleResourcesAreAnnouncedWhole() throws Exception {
        for (int run = 1; run <= RUNS; run++) {
            everyChangeIsAnnouncedOnce("parallel", run, () -> {
                finished(IntStream.range(0, PARALLEL_WRITERS)
                        .<Future<?>>mapToObj(writer -> writers.submit(this::writeSingles))
                        .toList());
                return null;
            });
        }
        nothingComesAfterwards();
    }

    /** Compares all that the server's history got by these writes with all that was announced of it. */
    private void everyChangeIsAnnouncedOnce(String what, int run, Callable<?> writes) throws Exception {
        Instant began = Instant.now().minusSeconds(1);
        long lateBefore = bridge.source().lateEvents();
        writes.call();
        Instant written = Instant.now();
        List<String> before = List.copyOf(truth);
        List<String> fresh = fhir.changes("", began).stream()
                .filter(change -> !new HashSet<>(before).contains(change))
                .toList();
        truth.addAll(fresh);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> bridge.announced().size() >= truth.size());
        Duration after = Duration.between(written, Instant.now());
        assertThat(bridge.announced()).containsExactlyInAnyOrderElementsOf(truth);
        LOG.info(
                "{}, run {}: {} changes in {} s, {} of them found by the sweep (the latest yet after {} s); all announced {} s after the last write",
                what,
                run,
                fresh.size(),
                Duration.between(began, written).toMillis() / 1000.0,
                bridge.source().lateEvents() - lateBefore,
                bridge.source().latestBy().toMillis() / 1000.0,
                after.toMillis() / 1000.0);
    }

    /** A sweep that begins from now on finds repeats only. */
    private void nothingComesAfterwards() {
        long repeats = bridge.source().repeats();
        await().atMost(PATIENCE).until(() -> bridge.source().repeats() >= repeats + truth.size() / RUNS);
        assertThat(bridge.announced()).containsExactlyInAnyOrderElementsOf(truth);
    }

    private static List<String> transaction(int run) {
        List<String> entries = new ArrayList<>(TRANSACTION);
        for (int i = 0; i < TRANSACTION / 2; i++) {
            entries.add(postEntry("Observation", "\"status\":\"final\",\"code\":{\"text\":\"run " + run + "\"}"));
            entries.add(putEntry("Patient", "tx-" + run + "-" + i, "\"active\":true"));
        }
        return entries;
    }

    /** Creates, updates and deletes, a resource after the other. */
    private Void writeUntil(AtomicBoolean writing, int run, int writer) throws Exception {
        for (int i = 0; writing.get(); i++) {
            String id = "small-" + run + "-" + writer + "-" + i;
            fhir.put("Patient", id, "\"active\":true");
            fhir.put("Patient", id, "\"active\":false");
            fhir.delete("Patient", id);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return null;
    }

    private Void writeSingles() throws Exception {
        for (int i = 0; i < WRITES_EACH; i++) {
            fhir.post("Observation", "\"status\":\"final\",\"code\":{\"text\":\"" + i + "\"}");
        }
        return null;
    }

    private static void finished(List<Future<?>> work) throws Exception {
        for (Future<?> one : work) {
            one.get();
        }
    }
}

package dev.healthevents.bridge;

import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad night: the laboratory's past is being read, the ward's server is away, a sink's function too, an event is a dead
 * letter, a result came late, and images and results keep coming.
 */
final class PageScene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAST = 60_000;

    /** Holds every batch for a moment, so that the backlog lasts as long as the test. */
    private static final String SLOW_FILE = """
            - route:
                id: file-sink
                errorHandler:
                  noErrorHandler: {}
                from:
                  uri: outbox:file
                  parameters:
                    batchSize: 500
                  steps:
                    - delay:
                        expression:
                          constant:
                            expression: "1500"
                    - bean:
                        ref: eventFile
                        method: append
            """;

    private static final String ROUTER = """
            - route:
                id: health-events
                routeConfigurationId: dead-letters
                from:
                  uri: direct:health-events
                  steps:
                    - choice:
                        when:
                          - expression:
                              simple:
                                expression: "${body.subject} regex '.*/Patient/(broken|mistaken)'"
                            steps:
                              - throwException:
                                  exceptionType: java.lang.IllegalStateException
                                  message: "no ward is known for this patient"
                    - to:
                        uri: outbox:all
            """;

    private final HistoryServer lab = HistoryServer.start();
    private final HistoryServer store = HistoryServer.start();
    private final ChangeFeedServer pacs = ChangeFeedServer.start();
    private final ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger written = new AtomicInteger();
    private final Bridge bridge;

    PageScene(Path directory) throws IOException {
        Instant now = Instant.now();
        lab.fill(PAST, now.minus(Duration.ofDays(90)), now.minus(Duration.ofMinutes(10)));
        bridge = new Bridge(directory, lab.url())
                .set("health-events.sources.lab.account", "lab.example.org")
                .set("health-events.sources.lab.sweep-interval", "2s")
                .set("health-events.sources.pacs.type", "dicom")
                .set("health-events.sources.pacs.url", pacs.url(2))
                .set("health-events.sources.pacs.account", "pacs.example.org")
                .set("health-events.sources.ward.type", "fhir")
                .set("health-events.sources.ward.url", "http://127.0.0.1:1/fhir")
                .set("health-events.sources.store.type", "fhir")
                .set("health-events.sources.store.url", store.url())
                .set("health-events.sources.store.account", "store.example.org")
                .set("health-events.sources.store.poll-interval", "1h")
                .set("health-events.sources.ward.wake-secret", "open-sesame")
                .set("health-events.sinks.functions.url", "http://127.0.0.1:9/api/events");
        Files.createDirectories(bridge.routes());
        Files.writeString(bridge.routes().resolve("file-sink.camel.yaml"), SLOW_FILE);
        Files.writeString(bridge.routes().resolve("health-events.camel.yaml"), ROUTER);
    }

    PageScene start() {
        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.source().backlogPace() != null);
        traffic.scheduleAtFixedRate(this::write, 0, 150, TimeUnit.MILLISECONDS);
        lab.create("Patient", "broken");
        await().atMost(PATIENCE).until(() -> bridge.sink("functions").status().lastError() != null);
        await().atMost(PATIENCE).until(() -> bridge.source().deadLetters() > 0);
        lab.commitLate(Duration.ofSeconds(8), List.of(Write.create("Observation", "late")));
        await().atMost(PATIENCE).until(() -> bridge.source().lateEvents() > 0);
        return this;
    }

    void keepADeadLetter(String patient) {
        lab.create("Patient", patient);
    }

    private void write() {
        int number = written.incrementAndGet();
        if (number % 5 == 0) {
            pacs.create(DicomInstance.of(number));
        } else {
            lab.update("Observation", "live-" + number % 40);
        }
    }

    /** A server that is looked at once an hour, and when it is woken. */
    HistoryServer store() {
        return store;
    }

    Bridge bridge() {
        return bridge;
    }

    String url() {
        return "http://127.0.0.1:" + bridge.port() + "/";
    }

    /** The router lets through what it failed on. */
    void mend() throws IOException {
        Files.delete(bridge.routes().resolve("health-events.camel.yaml"));
    }

    @Override
    public void close() throws IOException {
        traffic.shutdownNow();
        bridge.close();
        lab.close();
        store.close();
        pacs.close();
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A bridge that reads a server writes to a topic whatever those do that deliver from it. With {@code
 * -Dlagging-topic.lag=1000000 -Dlagging-topic.changes=200000} it is measured; what came out is in {@code target/lagging-topic.md}.
 */
class LaggingTopicIT {

    private static final int CHANGES = Integer.getInteger("lagging-topic.changes", 10_000);

    /** How many records are in the topic when deliverers begin, at the least. */
    private static final int LAG = Integer.getInteger("lagging-topic.lag", CHANGES);

    /** What the key {@code buffer} is unless set, and the largest read that may begin below it. */
    private static final int BUFFER = 5_000;

    private static final int READ = 1_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5).plusMillis(CHANGES);

    @TempDir
    Path directory;

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 12, "health-events");
    private final List<BridgeProcess> processes = new ArrayList<>();
    private final List<String> measured = new ArrayList<>();
    private HistoryServer server;
    private FunctionsHost host;
    private TopicEnd topic;

    @BeforeEach
    void start() throws Exception {
        broker.afterPropertiesSet();
        topic = new TopicEnd(broker.getBrokersAsString(), "health-events");
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        host.slow(Duration.ofMillis(200));
        server = HistoryServer.start();
        Instant now = Instant.now();
        server.fill(CHANGES, now.minus(Duration.ofDays(1)), now.minusSeconds(1));
    }

    @AfterEach
    void stop() throws Exception {
        for (BridgeProcess process : processes) {
            process.kill();
        }
        server.close();
        host.close();
        topic.close();
        broker.destroy();
        Files.write(Path.of("target", "lagging-topic.md"), measured);
    }

    private BridgeProcess bridge(Path home, String... arguments) throws IOException {
        BridgeProcess process = BridgeProcess.start(Files.createDirectory(home), arguments);
        processes.add(process);
        return process;
    }

    private BridgeProcess reader(String name) throws IOException {
        return bridge(
                directory.resolve(name),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.start=beginning",
                "--health-events.sinks.event-hubs.bootstrap-servers=" + broker.getBrokersAsString(),
                "--health-events.sinks.event-hubs.event-hub=health-events");
    }

    private Deliverer deliverer(String name) throws IOException {
        Path home = directory.resolve(name);
        return new Deliverer(
                home,
                bridge(
                        home,
                        "--health-events.sources.hub.type=event-hubs",
                        "--health-events.sources.hub.bootstrap-servers=" + broker.getBrokersAsString(),
                        "--health-events.sources.hub.event-hub=health-events",
                        "--health-events.sources.hub.group=deliver",
                        "--health-events.sinks.functions.url=" + host.url("clouds"),
                        "--health-events.sinks.functions.key=" + FunctionsHost.FUNCTION_KEY,
                        "--health-events.sinks.functions.connections=4"));
    }

    /** Has a bridge read all that the server has, from its first record in the topic to its last. */
    private void allIsWritten(String name) throws Exception {
        long before = topic.end();
        BridgeProcess reader = reader(name);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> topic.end() > before);
        long first = topic.end();
        long began = System.nanoTime();
        Duration processor = reader.processorTime();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> topic.end() == before + CHANGES);
        double seconds = (System.nanoTime() - began) / 1e9;
        measured.add("%s: %d events in %.1f s, with %.1f s of a processor"
                .formatted(
                        name,
                        topic.end() - first,
                        seconds,
                        reader.processorTime().minus(processor).toMillis() / 1e3));
        reader.close();
    }

    private void lag() {
        try (PatientEvents events = new PatientEvents(broker.getBrokersAsString(), "health-events")) {
            for (int version = 1; topic.end() < LAG; version++) {
                events.send(1_000, version);
            }
        }
    }

    @Test
    void whoReadsIsHeldUpByNobodyWhoLagsAndWhoLagsHoldsNoMoreThanItsBuffer() throws Exception {
        allIsWritten("reader alone");
        lag();
        List<Deliverer> deliverers = List.of(deliverer("first"), deliverer("second"));
        for (Deliverer deliverer : deliverers) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> deliverer.pending() > BUFFER / 2);
            measured.add(deliverer.held());
        }

        allIsWritten("reader beside deliverers");

        assertThat(host.taken("clouds")).hasSizeLessThan(LAG);
        for (Deliverer deliverer : deliverers) {
            measured.add(deliverer.held());
            assertThat(deliverer.pending()).isBetween(1, BUFFER + READ);
        }
        measured.add("delivered until then: " + host.taken("clouds").size());
    }
}

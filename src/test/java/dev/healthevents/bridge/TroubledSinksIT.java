package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicSchema;
import dev.healthevents.standin.eventhubs.EventHubsServer;
import dev.healthevents.standin.eventhubs.Trouble;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionAnswer;
import dev.healthevents.standin.functions.FunctionsHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three sinks in trouble beside one that is well. {@code -Dtroubled-sinks.changes=100000 -Dtroubled-sinks.outage=600}
 * (seconds) makes it long.
 */
class TroubledSinksIT {

    private static final int CHANGES = Integer.getInteger("troubled-sinks.changes", 100_000);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("troubled-sinks.outage", 20));
    private static final Duration PATIENCE = OUTAGE.plusMinutes(4);
    private static final int RESOURCES = 1_000;
    private static final int TRANSACTION = 50;
    private static final String SINKS = "health-events.sinks.";

    @TempDir
    Path directory;

    private HistoryServer server;
    private EventGridTopic topic;
    private FunctionsHost host;
    private EventHubsServer hubs;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        hubs = EventHubsServer.start("hub", 4, 0);
        bridge = new Bridge(directory, server.url())
                .set(SINKS + "event-grid.endpoint", topic.url())
                .set(SINKS + "event-grid.access-key", EventGridTopic.KEY)
                .set(SINKS + "functions.url", host.eventGridUrl("clouds").toString())
                .set(SINKS + "functions.key", FunctionsHost.SYSTEM_KEY)
                .set(SINKS + "functions.trigger", "event-grid")
                .set(SINKS + "event-hubs.protocol", "amqp")
                .set(SINKS + "event-hubs.connection-string", hubs.connectionString())
                .set(SINKS + "event-hubs.event-hub", "hub");
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        hubs.close();
        host.close();
        topic.close();
        server.close();
    }

    @Test
    void nothingIsLostAtASinkThatIsDownOneThatIsBusyAndOneThatCutsConnectionsAndOrderHolds() throws Exception {
        bridge.start();
        await().until(() -> bridge.source().cursor() != null);
        try (Latency latency = Latency.of(bridge.file())) {
            write(CHANGES / 8);
            await().atMost(PATIENCE).until(() -> bridge.announced().size() == CHANGES / 8);
            // What came until here warmed the JVM up.
            latency.p99();
            write(CHANGES / 8);
            await().atMost(PATIENCE).until(() -> bridge.announced().size() == CHANGES / 4);
            Duration alone = latency.p99();
            trouble();
            write(CHANGES / 2);
            LockSupport.parkNanos(OUTAGE.toNanos());
            topic.comeBack();
            write(CHANGES / 4);
            await().atMost(PATIENCE).until(() -> bridge.announced().size() >= CHANGES);
            System.out.printf(
                    "The healthy sink's p99: %d ms while all are well, %d ms while the others are in trouble.%n",
                    alone.toMillis(), latency.p99().toMillis());
        }
        List<String> truth = server.history().stream().map(Announced::expected).toList();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertHolds("file", bridge.announced(), truth);
            assertHolds("event-grid", changes(topic.events()), truth);
            assertHolds("functions", changes(host.taken("clouds")), truth);
            assertHolds("event-hubs", changes(bodies()), truth);
        });
        assertThat(bridge.get("/api/dead-letters")).isEqualTo("[]");
        assertThat(bodies()).as("what was cut came again").hasSizeGreaterThan(truth.size());
    }

    private void trouble() throws Exception {
        topic.goAway();
        host.answerRandomly(0.1, FunctionAnswer.of(429), FunctionAnswer.of(503));
        hubs.troubles().randomly(0.05, Trouble.STORE_AND_DROP);
    }

    /** About 2,500 changes a second, each resource again and again. */
    private void write(int changes) {
        for (int done = 0; done < changes; done += TRANSACTION) {
            int from = done;
            server.transaction(IntStream.range(0, TRANSACTION)
                    .mapToObj(i -> Write.update("Patient", "p" + (from + i) % RESOURCES))
                    .toList());
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private List<String> bodies() {
        return hubs.hub().events().stream()
                .map(event -> new String(event.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> changes(List<String> events) {
        return events.stream()
                .map(event ->
                        Announced.of(event.getBytes(StandardCharsets.UTF_8)).change())
                .toList();
    }

    private static void assertHolds(String sink, List<String> changes, List<String> truth) {
        List<String> first = changes.stream().distinct().toList();
        assertThat(first).as(sink).hasSameSizeAs(truth);
        assertThat(Announced.byResource(first)).as(sink).isEqualTo(Announced.byResource(truth));
    }
}

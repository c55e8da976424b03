package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import dev.healthevents.standin.eventhubs.EventHubsServer;
import dev.healthevents.standin.eventhubs.StoredEvent;
import dev.healthevents.standin.eventhubs.Trouble;
import io.cloudevents.jackson.JsonFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bridge and a stand-in for Event Hubs, read back by Azure's own consumer. */
class EventHubsAmqpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private HistoryServer server;
    private EventHubsServer hubs;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        hubs = EventHubsServer.start("events", 4, 0);
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.event-hubs.protocol", "amqp")
                .set("health-events.sinks.event-hubs.connection-string", hubs.connectionString())
                .set("health-events.sinks.event-hubs.event-hub", "events");
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        hubs.close();
        server.close();
    }

    @Test
    void everyChangeArrivesAsAStructuredCloudEventWithoutHeadersOfOurs() {
        server.create("Patient", "1");
        server.update("Patient", "1");
        server.delete("Patient", "1");
        bridge.start();

        assertThat(received(3)).allSatisfy(event -> {
            assertThat(event.getContentType()).isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(event.getProperties()).isEmpty();
            assertThat(new JsonFormat().deserialize(event.getBody()).getSubject())
                    .isEqualTo("127.0.0.1/Patient/1");
        });
    }

    @Test
    void azuresEventGridSchemaIsSentWhereTheSinkAsksForIt() {
        bridge.set("health-events.sinks.event-hubs.schema", "event-grid");
        server.create("Patient", "1");
        bridge.start();

        assertThat(received(1)).singleElement().satisfies(event -> {
            assertThat(event.getContentType()).isEqualTo("application/json; charset=utf-8");
            assertThat(EventGridEvent.fromString(new String(event.getBody(), UTF_8)))
                    .singleElement()
                    .satisfies(one -> assertThat(one.getSubject()).isEqualTo("127.0.0.1/Patient/1"));
        });
    }

    @Test
    void theBytesAreThoseOfTheFile() throws Exception {
        for (int i = 0; i < 20; i++) {
            server.create("Patient", String.valueOf(i));
        }
        bridge.start();

        await().atMost(PATIENCE).until(() -> hubs.hub().size() == 20);
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 20);
        assertThat(hubs.hub().events().stream().map(stored -> new String(stored.body(), UTF_8)))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(bridge.file()));
    }

    @Test
    void changesOfOneResourceArriveInOrderThroughAllTroubles() {
        hubs.troubles()
                .next(
                        Trouble.NONE,
                        Trouble.STORE_AND_DROP,
                        Trouble.THROTTLE,
                        Trouble.NONE,
                        Trouble.NONE,
                        Trouble.DETACH,
                        Trouble.NONE,
                        Trouble.DROP,
                        Trouble.NONE,
                        Trouble.NONE,
                        Trouble.NONE,
                        Trouble.REFUSE);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            writes.add(Write.update("Observation", String.valueOf(i % 20)));
        }
        writes.forEach(write -> server.transaction(List.of(write)));
        bridge.start();

        await().atMost(Duration.ofMinutes(2))
                .until(() -> bridge.sink("event-hubs").status().delivered() == 200);
        Map<String, Set<String>> byResource = hubs.hub().events().stream()
                .map(StoredEvent::body)
                .collect(Collectors.groupingBy(
                        body -> new JsonFormat().deserialize(body).getSubject(),
                        Collectors.mapping(
                                body -> Announced.of(body).change(), Collectors.toCollection(LinkedHashSet::new))));
        Map<String, Set<String>> truth = server.history().stream()
                .collect(Collectors.groupingBy(
                        entry -> "127.0.0.1/" + entry.type() + "/" + entry.id(),
                        Collectors.mapping(Announced::expected, Collectors.toCollection(LinkedHashSet::new))));
        assertThat(byResource).isEqualTo(truth);
        assertThat(hubs.connections()).as("it was connected again").isGreaterThan(3);
        byResource.forEach((subject, changes) ->
                assertThat(List.copyOf(changes)).as(subject).isEqualTo(List.copyOf(truth.get(subject))));
    }

    @Test
    void aWrongKeyIsToldAndLosesNothing() {
        bridge.set(
                "health-events.sinks.event-hubs.connection-string",
                hubs.connectionString().replace("ab+c", "wrong"));
        server.create("Patient", "1");
        bridge.start();

        await().atMost(PATIENCE).until(() -> bridge.sink("event-hubs").status().lastError() != null);
        assertThat(bridge.sink("event-hubs").status().lastError())
                .contains("InvalidSignature")
                .doesNotContain("wrong/d", "errorContext");
        assertThat(bridge.sink("event-hubs").outbox().pending()).isEqualTo(1);
    }

    @Test
    void theConnectionEndsWithTheBridge() {
        server.create("Patient", "1");
        bridge.start();
        await().atMost(PATIENCE).until(() -> hubs.hub().size() == 1);

        bridge.close();

        await().atMost(PATIENCE).until(() -> hubs.openConnections() == 0);
    }

    private List<EventData> received(int count) {
        await().atMost(PATIENCE).until(() -> hubs.hub().size() >= count);
        List<EventData> events = new ArrayList<>();
        try (EventHubConsumerClient consumer = new EventHubClientBuilder()
                .connectionString(hubs.connectionString(), "events")
                .consumerGroup("$Default")
                .buildConsumerClient()) {
            for (int id = 0; id < 4; id++) {
                int there = hubs.hub().events(id).size();
                if (there > 0) {
                    consumer
                            .receiveFromPartition(
                                    String.valueOf(id), there, EventPosition.earliest(), Duration.ofSeconds(10))
                            .stream()
                            .map(PartitionEvent::getData)
                            .forEach(events::add);
                }
            }
        }
        assertThat(events).hasSize(count);
        return events;
    }
}

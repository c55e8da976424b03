package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.event.EventIds;
import dev.healthevents.standin.HistoryEntry;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicSchema;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxEvent;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Three events that Event Grid does not take, among thousands that it does. */
class BadEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String LARGE = "6f1c2f0e-5f5e-5b0a-9c7e-0123456789ab";
    private static final int LARGE_BYTES = 1_500_000;

    @TempDir
    Path directory;

    private HistoryServer server;
    private EventGridTopic topic;
    private Bridge bridge;
    private String bad;
    private String heavy;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.event-grid.endpoint", topic.url())
                .set("health-events.sinks.event-grid.access-key", EventGridTopic.KEY);
        List<HistoryEntry> written = server.transaction(IntStream.range(0, 9_999)
                .mapToObj(i -> Write.create("Observation", "o" + i))
                .toList());
        bad = id(written.get(4_711));
        heavy = id(written.get(815));
        putLargeEvent();
        topic.refuse(bad, 400);
        topic.refuse(heavy, 413);
    }

    private static String id(HistoryEntry entry) {
        return EventIds.fhir("127.0.0.1", entry.type(), entry.id(), "1", entry.lastUpdated())
                .toString();
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        topic.close();
        server.close();
    }

    /** As a route that adds resources to their events might make one. */
    private void putLargeEvent() {
        String event = "{\"id\":\"" + LARGE + "\",\"source\":\"/lab\",\"specversion\":\"1.0\",\"type\":\"Large\","
                + "\"subject\":\"lab/Binary/1\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"text\":\""
                + "x".repeat(LARGE_BYTES) + "\"}}";
        String url = "jdbc:sqlite:" + directory.resolve("health-events.db");
        try (StateDatabase database = StateDatabase.open(url, null, null)) {
            WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
            window.append(
                    new Outbox(database, "event-grid"),
                    new OutboxEvent(LARGE, "lab/Binary/1", event.getBytes(StandardCharsets.UTF_8)));
            window.commit();
        }
    }

    @Test
    void threeOfTenThousandBecomeDeadLettersAndAreDeliveredWhenTheyAreSentAgain() throws Exception {
        bridge.start();
        await().atMost(PATIENCE).until(() -> topic.ids().size() == 9_997);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outcomes())
                        .isEqualTo(Map.of(bad, "BadRequest", heavy, "PayloadTooLarge", LARGE, "PayloadTooLarge")));
        assertThat(topic.ids()).doesNotHaveDuplicates().doesNotContain(bad, heavy, LARGE);
        assertThat(bridge.get("/api/status")).contains("\"deadLettered\":3");

        topic.accept(bad);
        topic.accept(heavy);
        topic.mostBytes(2_000_000);
        assertThat(redrive("{\"all\":true}")).contains("\"redriven\":3");

        await().atMost(PATIENCE).until(() -> topic.ids().size() == 10_000);
        assertThat(topic.ids()).doesNotHaveDuplicates().contains(bad, heavy, LARGE);
        assertThat(outcomes()).isEmpty();
    }

    private Map<String, String> outcomes() throws Exception {
        Map<String, String> outcomes = new TreeMap<>();
        for (JsonNode letter : new ObjectMapper().readTree(bridge.get("/api/dead-letters?sink=event-grid"))) {
            outcomes.put(letter.get("id").asText(), letter.get("lastOutcome").asText());
        }
        return outcomes;
    }

    private String redrive(String which) {
        return RestClient.create("http://127.0.0.1:" + bridge.port())
                .post()
                .uri("/api/dead-letters/redrive")
                .contentType(MediaType.APPLICATION_JSON)
                .body(which)
                .retrieve()
                .body(String.class);
    }
}

package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.models.CloudEvent;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.EventGridPublisherClient;
import com.azure.messaging.eventgrid.systemevents.HealthcareFhirResourceCreatedEventData;
import com.azure.messaging.eventgrid.systemevents.HealthcareFhirResourceDeletedEventData;
import com.azure.messaging.eventgrid.systemevents.HealthcareFhirResourceUpdatedEventData;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicFailure;
import dev.healthevents.standin.eventgrid.TopicSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bridge into the strict stand-in of a topic, read back by Azure's SDK. */
class EventGridIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ENDPOINT = "health-events.sinks.event-grid.endpoint";
    private static final String KEY = "health-events.sinks.event-grid.access-key";
    private static final String SCHEMA = "health-events.sinks.event-grid.schema";

    @TempDir
    Path directory;

    private HistoryServer server;
    private EventGridTopic topic;
    private EventGridTopic gridTopic;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
        gridTopic = EventGridTopic.start(TopicSchema.EVENT_GRID);
        bridge = new Bridge(directory, server.url()).set(ENDPOINT, topic.url()).set(KEY, EventGridTopic.KEY);
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        topic.close();
        gridTopic.close();
        server.close();
    }

    @Test
    void cloudEventsArriveByteForByteAndAzuresSdkReadsThem() throws IOException {
        changes();
        bridge.start();

        await().atMost(PATIENCE).until(() -> topic.ids().size() == 3);
        await().atMost(PATIENCE).until(() -> lines().size() == 3);
        assertThat(topic.events()).containsExactlyElementsOf(lines()).allMatch(event -> event.contains("0000Z\""));
        List<CloudEvent> events = CloudEvent.fromString("[" + String.join(",", topic.events()) + "]");
        assertThat(events).extracting(CloudEvent::getDataSchema).containsExactly("#1", "#2", "#3");
        assertThat(events.get(0).getData().toObject(HealthcareFhirResourceCreatedEventData.class))
                .satisfies(data -> assertThat(data.getFhirResourceId()).isEqualTo("1"))
                .satisfies(data -> assertThat(data.getFhirResourceVersionId()).isEqualTo(1));
        assertThat(events.get(1)
                        .getData()
                        .toObject(HealthcareFhirResourceUpdatedEventData.class)
                        .getFhirResourceVersionId())
                .isEqualTo(2);
        assertThat(events.get(2)
                        .getData()
                        .toObject(HealthcareFhirResourceDeletedEventData.class)
                        .getFhirResourceVersionId())
                .isEqualTo(3);
    }

    @Test
    void eventGridEventsArriveByteForByteButForTheirTopicAndAzuresSdkReadsThem() throws IOException {
        changes();
        bridge.set(ENDPOINT, gridTopic.url())
                .set(SCHEMA, "event-grid")
                .set("health-events.sinks.file.schema", "event-grid")
                .start();

        await().atMost(PATIENCE).until(() -> gridTopic.ids().size() == 3);
        await().atMost(PATIENCE).until(() -> lines().size() == 3);
        assertThat(lines()).allMatch(line -> line.contains("\"topic\":\""));
        assertThat(gridTopic.events())
                .containsExactlyElementsOf(lines().stream()
                        .map(line -> line.replaceFirst("\"topic\":\"[^\"]*\",", ""))
                        .toList());
        List<EventGridEvent> events = EventGridEvent.fromString("[" + String.join(",", gridTopic.events()) + "]");
        assertThat(events).extracting(EventGridEvent::getDataVersion).containsExactly("1", "2", "3");
        assertThat(events.get(2)
                        .getData()
                        .toObject(HealthcareFhirResourceDeletedEventData.class)
                        .getFhirResourceId())
                .isEqualTo("1");
    }

    @Test
    void aSignedTokenIsEnough() {
        String token = EventGridPublisherClient.generateSas(
                topic.url(),
                new AzureKeyCredential(EventGridTopic.KEY),
                OffsetDateTime.now().plusMinutes(5));
        changes();
        bridge = new Bridge(directory, server.url())
                .set(ENDPOINT, topic.url())
                .set("health-events.sinks.event-grid.sas-token", token)
                .start();

        await().atMost(PATIENCE).until(() -> topic.ids().size() == 3);
    }

    @Test
    void nothingIsLostOnATopicThatIsBusyCutsConnectionsAndGoesAway() throws Exception {
        server.fill(20_000, Instant.now().minusSeconds(600), Instant.now().minusSeconds(60));
        topic.failNext(TopicFailure.TOO_MANY_REQUESTS, 1);
        topic.failNext(TopicFailure.RESET_AFTER_STORING, 1);
        topic.failNext(TopicFailure.UNAVAILABLE, 1);
        topic.failNext(TopicFailure.RESET, 1);
        bridge.start();
        await().atMost(PATIENCE).until(() -> topic.ids().size() > 2_000);
        topic.goAway();
        await().atMost(PATIENCE).until(() -> lines().size() == 20_000);
        topic.comeBack();

        await().atMost(PATIENCE).until(() -> bridge.sink("event-grid").outbox().pending() == 0);
        List<String> ids = lines().stream()
                .map(line -> Announced.of(line.getBytes(UTF_8)).id())
                .toList();
        assertThat(topic.ids().stream().distinct()).containsExactlyElementsOf(ids);
        assertThat(bridge.get("/api/dead-letters")).isEqualTo("[]");
    }

    @Test
    void aHundredThousandEventsOfThePastArriveInOrder() throws IOException {
        int events = 100_000;
        server.fill(events, Instant.now().minusSeconds(86_400), Instant.now().minusSeconds(3_600));
        long begin = System.nanoTime();
        bridge.start();

        await().atMost(Duration.ofMinutes(3)).until(() -> topic.ids().size() >= events);
        System.out.printf(
                "%d events into the topic in %d ms, with the start of the bridge; %d are in the file, %d requests%n",
                events, (System.nanoTime() - begin) / 1_000_000, lines().size(), topic.requests());
        await().atMost(PATIENCE).until(() -> lines().size() == events);
        assertThat(topic.events()).containsExactlyElementsOf(lines());
    }

    private void changes() {
        server.create("Patient", "1");
        server.update("Patient", "1");
        server.delete("Patient", "1");
    }

    private List<String> lines() throws IOException {
        return Files.exists(bridge.file()) ? Files.readAllLines(bridge.file()) : List.of();
    }
}

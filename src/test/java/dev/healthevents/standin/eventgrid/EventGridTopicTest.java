package dev.healthevents.standin.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.AzureSasCredential;
import com.azure.core.models.CloudEvent;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.EventGridPublisherClient;
import com.azure.messaging.eventgrid.EventGridPublisherClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in takes what a custom topic takes, and refuses what it refuses. */
class EventGridTopicTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String CLOUD_EVENTS = "application/cloudevents-batch+json; charset=utf-8";
    private static final String EVENT = "{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\"}";
    private static final String GRID_EVENT = "{\"id\":\"1\",\"subject\":\"s\",\"eventType\":\"t\","
            + "\"eventTime\":\"2026-11-24T12:00:00.1234567Z\"%s}";

    private final HttpClient client = HttpClient.newHttpClient();
    private EventGridTopic topic;
    private EventGridTopic gridTopic;

    @BeforeEach
    void start() throws IOException {
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS, 0, Clock.fixed(NOON, ZoneOffset.UTC));
        gridTopic = EventGridTopic.start(TopicSchema.EVENT_GRID, 0, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() throws IOException {
        topic.close();
        gridTopic.close();
    }

    @Test
    void eventsAreKeptInOrderByteForByte() throws Exception {
        String second = EVENT.replace("\"1\"", " \"2\" ");

        assertThat(post("[" + EVENT + " , " + second + "]").statusCode()).isEqualTo(200);

        assertThat(topic.events()).containsExactly(EVENT, second);
        assertThat(topic.batches()).containsExactly(2);
    }

    @Test
    void whatAzuresClientSendsIsTaken() {
        builder(topic, NOON.plusSeconds(60))
                .buildCloudEventPublisherClient()
                .sendEvents(List.of(new CloudEvent("/s", "t", null, null, null).setId("a")));
        builder(gridTopic, NOON.plusSeconds(60))
                .buildEventGridEventPublisherClient()
                .sendEvents(List.of(new EventGridEvent("s", "t", BinaryData.fromObject("x"), "1").setId("b")));

        assertThat(topic.ids()).containsExactly("a");
        assertThat(gridTopic.ids()).containsExactly("b");
    }

    @Test
    void aSignatureThatHasExpiredOrIsOfAnotherKeyIsRefused() {
        EventGridPublisherClient<CloudEvent> late =
                builder(topic, NOON.minusSeconds(1)).buildCloudEventPublisherClient();
        EventGridPublisherClient<CloudEvent> inTime =
                builder(topic, NOON.plusSeconds(60)).buildCloudEventPublisherClient();
        List<CloudEvent> events = List.of(new CloudEvent("/s", "t", null, null, null));

        assertThatThrownBy(() -> late.sendEvents(events)).hasMessageContaining("401", "expired");
        topic.key("b3RoZXI=");
        assertThatThrownBy(() -> inTime.sendEvents(events)).hasMessageContaining("401", "signature");
        assertThat(topic.events()).isEmpty();
    }

    @Test
    void aWrongKeyAnUnknownTokenAndNoCredentialAreRefused() throws Exception {
        assertThat(send(request(topic, EVENT).header("aeg-sas-key", "wrong")).statusCode())
                .isEqualTo(401);
        assertThat(send(request(topic, EVENT).header("Authorization", "Bearer t"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request(topic, EVENT)).statusCode()).isEqualTo(401);
        topic.acceptToken("t");
        assertThat(send(request(topic, EVENT).header("Authorization", "Bearer t"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRefusalHasTheServicesErrorBody() throws Exception {
        JsonNode error = new ObjectMapper().readTree(post("[]").body()).get("error");

        assertThat(error.get("code").textValue()).isEqualTo("BadRequest");
        assertThat(error.get("message").textValue()).isNotEmpty();
        assertThat(error.get("details").get(0).get("code").textValue()).isEqualTo("BadRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\"}",
                "[1]",
                "[{\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\"}]",
                "[{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"0.3\",\"type\":\"t\"}]",
                "[{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"\"}]",
                "[{\"id\":1,\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\"}]",
                "[{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\",\"time\":\"noon\"}]",
                "[{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\",\"fhirVersion\":\"1\"}]",
                "[{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\",\"extra\":{}}]",
                "[{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\",\"data\":1,\"data_base64\":\"\"}]",
                "[{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\"}] x"
            })
    void whatIsNoListOfCloudEventsIsRefused(String body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(400);
        assertThat(topic.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"topic\":\"/subscriptions/s/resourceGroups/r/providers/Microsoft.HealthcareApis/workspaces/w\"",
                ",\"metadataVersion\":\"2\"",
                ",\"dataVersion\":1",
                ",\"specversion\":\"1.0\"",
                ",\"subject\":null"
            })
    void whatIsNoEventGridEventOfThisTopicIsRefused(String member) throws Exception {
        assertThat(postTo(gridTopic, "application/json", "[" + GRID_EVENT.formatted(member) + "]")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anEventGridEventNeedsNeitherDataNorVersions() throws Exception {
        assertThat(postTo(gridTopic, "application/json", "[" + GRID_EVENT.formatted("") + "]")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theContentTypeOfTheOtherSchemaIsRefused() throws Exception {
        assertThat(postTo(topic, "application/json", "[" + EVENT + "]").statusCode())
                .isEqualTo(415);
        assertThat(postTo(gridTopic, CLOUD_EVENTS, "[" + GRID_EVENT.formatted("") + "]")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void moreThanAMegabyteIsRefusedAndExactlyOneIsNot() throws Exception {
        String event = EVENT.substring(0, EVENT.length() - 1) + ",\"data\":\"%s\"}";
        int room = 1_048_576 - 2 - event.length() + 2;

        assertThat(post("[" + event.formatted("x".repeat(room)) + "]").statusCode())
                .isEqualTo(200);
        assertThat(post("[" + event.formatted("x".repeat(room + 1)) + "]").statusCode())
                .isEqualTo(413);
    }

    @Test
    void moreThanFiveThousandEventsAreRefused() throws Exception {
        assertThat(post("[" + String.join(",", java.util.Collections.nCopies(5_000, EVENT)) + "]")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("[" + String.join(",", java.util.Collections.nCopies(5_001, EVENT)) + "]")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void anotherPathOrVersionIsRefused() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(topic.url() + "/x?api-version=2018-01-01"))
                                .POST(BodyPublishers.ofString(EVENT)))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(URI.create(topic.url())).POST(BodyPublishers.ofString(EVENT)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void failuresComeInOrderAndTellWhenToComeAgain() throws Exception {
        topic.retryAfter(7);
        topic.failNext(TopicFailure.TOO_MANY_REQUESTS, 1);
        topic.failNext(TopicFailure.SERVER_ERROR_AFTER_STORING, 1);

        HttpResponse<String> first = post("[" + EVENT + "]");
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(topic.events()).isEmpty();
        assertThat(post("[" + EVENT + "]").statusCode()).isEqualTo(500);
        assertThat(topic.events()).hasSize(1);
    }

    @Test
    void aConnectionThatIsCutMayHaveStoredOrNot() {
        topic.failNext(TopicFailure.RESET, 1);
        assertThatThrownBy(() -> post("[" + EVENT + "]")).isInstanceOf(IOException.class);
        assertThat(topic.events()).isEmpty();

        topic.failNext(TopicFailure.RESET_AFTER_STORING, 1);
        assertThatThrownBy(() -> post("[" + EVENT + "]")).isInstanceOf(IOException.class);
        assertThat(topic.events()).hasSize(1);
    }

    @Test
    void aTopicThatWentAwayRefusesConnectionsUntilItIsBack() throws Exception {
        topic.goAway();
        assertThatThrownBy(() -> post("[" + EVENT + "]")).isInstanceOf(ConnectException.class);

        topic.comeBack();
        assertThat(post("[" + EVENT + "]").statusCode()).isEqualTo(200);
    }

    @Test
    void anEventThatIsNotToBeTakenSpoilsItsBatchUntilItIsAccepted() throws Exception {
        topic.refuse("1", 413);
        assertThat(post("[" + EVENT + "," + EVENT.replace("\"1\"", "\"2\"") + "]")
                        .statusCode())
                .isEqualTo(413);
        assertThat(topic.events()).isEmpty();

        topic.accept("1");
        assertThat(post("[" + EVENT + "]").statusCode()).isEqualTo(200);
    }

    private static EventGridPublisherClientBuilder builder(EventGridTopic topic, Instant expiry) {
        String sas = EventGridPublisherClient.generateSas(
                topic.url(),
                new AzureKeyCredential(EventGridTopic.KEY),
                OffsetDateTime.ofInstant(expiry, ZoneOffset.UTC));
        return new EventGridPublisherClientBuilder().endpoint(topic.url()).credential(new AzureSasCredential(sas));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return postTo(topic, CLOUD_EVENTS, body);
    }

    private HttpResponse<String> postTo(EventGridTopic to, String contentType, String body) throws Exception {
        return send(request(to, body).setHeader("Content-Type", contentType).header("aeg-sas-key", EventGridTopic.KEY));
    }

    private static HttpRequest.Builder request(EventGridTopic to, String body) {
        return HttpRequest.newBuilder(URI.create(to.url() + "?api-version=2018-01-01"))
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}

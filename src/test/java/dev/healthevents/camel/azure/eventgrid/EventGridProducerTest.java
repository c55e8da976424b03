package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.models.CloudEvent;
import com.azure.core.models.CloudEventDataFormat;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.EventGridPublisherClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicFailure;
import dev.healthevents.standin.eventgrid.TopicSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Into the strict stand-in of a topic. */
class EventGridProducerTest {

    private static final String EVENT = "{\"id\":\"%s\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\","
            + "\"dataschema\":\"#7\",\"subject\":\"a/b\",\"time\":\"2026-11-21T05:00:21.4400000Z\",\"data\":{\"n\":1.0}}";
    private static final String GRID_EVENT = "{\"id\":\"1\",\"topic\":\"/w\",\"subject\":\"s\",\"data\":{},"
            + "\"eventType\":\"t\",\"dataVersion\":\"7\",\"metadataVersion\":\"1\","
            + "\"eventTime\":\"2026-11-21T05:00:21.4400000Z\"}";

    private DefaultCamelContext context;
    private ProducerTemplate template;
    private EventGridTopic topic;

    @BeforeEach
    void start() throws IOException {
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
        context = new DefaultCamelContext();
        context.getRegistry().bind("key", EventGridTopic.KEY);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        topic.close();
    }

    @Test
    void jsonArrivesAsItCame() {
        send(EVENT.formatted("1"));
        send(EVENT.formatted("2").getBytes(UTF_8));
        send(new ByteArrayInputStream(EVENT.formatted("3").getBytes(UTF_8)));
        send("[ " + EVENT.formatted("4") + " , " + EVENT.formatted("5") + "]");
        send(List.of(
                EVENT.formatted("6"),
                message(EVENT.formatted("7")),
                EVENT.formatted("8").getBytes(UTF_8)));

        assertThat(topic.events())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 8)
                        .mapToObj(i -> EVENT.formatted(i))
                        .toList());
        assertThat(topic.batches()).containsExactly(1, 1, 1, 2, 3);
    }

    @Test
    void azuresCloudEventKeepsWhatItSays() throws IOException {
        CloudEvent event = new CloudEvent(
                        "/own", "own", BinaryData.fromObject(Map.of("a", 1)), CloudEventDataFormat.JSON, null)
                .setId("own")
                .setTime(OffsetDateTime.parse("2026-11-24T12:00:00Z"))
                .addExtensionAttribute("fhirversion", "x");

        template.sendBodyAndHeaders(uri(""), List.of(event), Map.of(EventGridConstants.SUBJECT, "by/header"));

        CloudEvent taken = CloudEvent.fromString(topic.events().get(0)).get(0);
        assertThat(taken.getId()).isEqualTo("own");
        assertThat(taken.getSource()).isEqualTo("/own");
        assertThat(taken.getSubject()).isEqualTo("by/header");
        assertThat(taken.getExtensionAttributes()).containsEntry("fhirversion", "x");
        assertThat(taken.getData().toObject(Map.class)).isEqualTo(Map.of("a", 1));
    }

    @Test
    void aMapIsAnEventIfItSaysSo() throws IOException {
        send(Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t", "time", Instant.EPOCH));
        send(Map.of("a", 1));

        assertThat(json(0).get("type").textValue()).isEqualTo("t");
        assertThat(json(0).get("time").textValue()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json(1).get("data").get("a").intValue()).isEqualTo(1);
    }

    @Test
    void whateverElseIsTheDataOfANewEvent() throws IOException {
        send("it's \"text\"");
        send(42);
        send(new Pair("x", 1));
        send(null);
        send(new byte[] {1, 2});

        assertThat(json(0).get("data").textValue()).isEqualTo("it's \"text\"");
        assertThat(json(1).get("data").intValue()).isEqualTo(42);
        assertThat(json(2).get("data").get("a").textValue()).isEqualTo("x");
        assertThat(json(3).has("data")).isFalse();
        assertThat(json(4).get("data_base64").textValue()).isEqualTo("AQI=");
        for (int i = 0; i < 5; i++) {
            assertThat(json(i).get("source").textValue()).isEqualTo("/camel");
            assertThat(json(i).get("type").textValue()).isEqualTo("Camel.Event");
            assertThat(json(i).get("subject").textValue()).isEqualTo("/camel/event");
            assertThat(json(i).hasNonNull("time")).isTrue();
        }
    }

    @Test
    void aTypeConverterOfAnyonesMakesEventsOfItsObjects() {
        context.getTypeConverterRegistry()
                .addTypeConverter(
                        byte[].class,
                        Pair.class,
                        new SimpleTypeConverter(
                                false,
                                (type, exchange, pair) ->
                                        EVENT.formatted(((Pair) pair).a()).getBytes(UTF_8)));

        send(List.of(new Pair("1", 0), new Pair("2", 0)));

        assertThat(topic.events()).containsExactly(EVENT.formatted("1"), EVENT.formatted("2"));
    }

    @Test
    void headersSayWhatANewEventIs() throws IOException {
        template.sendBodyAndHeaders(
                uri(""),
                42,
                Map.of(
                        EventGridConstants.ID, "i",
                        EventGridConstants.EVENT_TYPE, "t",
                        EventGridConstants.SUBJECT, "s",
                        EventGridConstants.EVENT_TIME, OffsetDateTime.parse("2026-11-24T12:00+01:00")));

        assertThat(json(0).get("id").textValue()).isEqualTo("i");
        assertThat(json(0).get("type").textValue()).isEqualTo("t");
        assertThat(json(0).get("subject").textValue()).isEqualTo("s");
        assertThat(json(0).get("time").textValue()).isEqualTo("2026-11-24T12:00:00+01:00");
    }

    @Test
    void eachEventOfAListHasAnIdOfItsOwn() {
        template.sendBodyAndHeader(uri(""), List.of("a", "b", message("c")), EventGridConstants.ID, "i");

        assertThat(new HashSet<>(topic.ids())).hasSize(3).doesNotContain("i");
    }

    @Test
    void aMessageInAListHasItsOwnHeaders() throws IOException {
        Message message = message("c");
        message.setHeader(EventGridConstants.ID, "own");

        template.sendBodyAndHeader(uri(""), List.of(message), EventGridConstants.EVENT_TYPE, "outer");

        assertThat(topic.ids()).containsExactly("own");
        assertThat(json(0).get("type").textValue()).isEqualTo("Camel.Event");
    }

    @Test
    void aTopicOfTheEventGridSchemaGetsEventsWithoutTopicAndOtherwiseAsTheyCame() throws IOException {
        try (EventGridTopic grid = EventGridTopic.start(TopicSchema.EVENT_GRID)) {
            template.sendBody(uri(grid, "&schema=event-grid"), List.of(GRID_EVENT, gridEvent(), "data"));

            assertThat(grid.events().get(0)).isEqualTo(GRID_EVENT.replace("\"topic\":\"/w\",", ""));
            EventGridEvent second =
                    EventGridEvent.fromString(grid.events().get(1)).get(0);
            assertThat(second.getId()).isEqualTo("own");
            assertThat(second.getDataVersion()).isEqualTo("7");
            assertThat(second.getData().toObject(Map.class)).isEqualTo(Map.of("a", 1));
            EventGridEvent third =
                    EventGridEvent.fromString(grid.events().get(2)).get(0);
            assertThat(third.getEventType()).isEqualTo("Camel.Event");
            assertThat(third.getData().toObject(String.class)).isEqualTo("data");
        }
    }

    @Test
    void anEventOfTheOtherSchemaIsRefusedBeforeItIsSent() {
        assertThatThrownBy(() -> send(gridEvent()))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("option schema");
        assertThat(topic.requests()).isZero();
    }

    @Test
    void aListOfManyEventsIsSentFiveThousandAtATimeInOrder() {
        List<String> events =
                IntStream.range(0, 12_001).mapToObj(i -> EVENT.formatted(i)).toList();

        send(events);

        assertThat(topic.events()).containsExactlyElementsOf(events);
        assertThat(topic.batches()).containsExactly(5_000, 5_000, 2_001);
    }

    @Test
    void aListOfLongEventsIsSentAMegabyteAtATimeInOrder() {
        List<String> events = IntStream.range(0, 4_000)
                .mapToObj(i -> EVENT.formatted(i).replace("a/b", "a/" + "b".repeat(i)))
                .toList();

        send(events);

        assertThat(topic.events()).containsExactlyElementsOf(events);
        assertThat(topic.batches()).hasSizeBetween(9, 10);
    }

    @Test
    void anEventAboveAMegabyteIsSentAloneAndTheAnswerTold() {
        String big = EVENT.formatted("big").replace("1.0}", "\"" + "x".repeat(1_500_000) + "\"}");

        assertThatThrownBy(() -> send(List.of(EVENT.formatted("1"), big, EVENT.formatted("2"))))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(413));

        assertThat(topic.ids()).containsExactly("1");
        topic.mostBytes(2_000_000);
        send(List.of(EVENT.formatted("1"), big, EVENT.formatted("2")));
        assertThat(topic.batches()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void nothingIsSentForAnEmptyList() {
        send(List.of());
        send("[]");

        assertThat(topic.requests()).isZero();
    }

    @Test
    void aRefusalIsToldWithStatusAndRetryAfterAndNotTriedAgain() {
        topic.retryAfter(17);
        topic.failNext(TopicFailure.TOO_MANY_REQUESTS, 1);

        assertThatThrownBy(() -> send(EVENT.formatted("1")))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(HttpResponseException.class, refusal -> {
                    assertThat(refusal.getResponse().getStatusCode()).isEqualTo(429);
                    assertThat(refusal.getResponse().getHeaders().getValue("Retry-After"))
                            .isEqualTo("17");
                    assertThat(refusal).hasMessageContaining("Event Grid answered 429: TooManyRequests");
                });
        assertThat(topic.requests()).isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksIsAnIoException() throws IOException {
        topic.failNext(TopicFailure.RESET_AFTER_STORING, 1);
        assertThatThrownBy(() -> send(EVENT.formatted("1"))).hasRootCauseInstanceOf(IOException.class);
        assertThat(topic.ids()).containsExactly("1");

        topic.goAway();
        assertThatThrownBy(() -> send(EVENT.formatted("1"))).hasStackTraceContaining("ConnectException");
    }

    @Test
    void noRedirectIsFollowed() {
        topic.failNext(TopicFailure.REDIRECT, 1);

        assertThatThrownBy(() -> send(EVENT.formatted("1")))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(307));
    }

    @Test
    void aClientOfOnesOwnIsUsedAsItIs() {
        String sas = EventGridPublisherClient.generateSas(
                topic.url(),
                new AzureKeyCredential(EventGridTopic.KEY),
                OffsetDateTime.now().plusMinutes(5));
        context.getRegistry()
                .bind(
                        "client",
                        new com.azure.messaging.eventgrid.EventGridPublisherClientBuilder()
                                .endpoint(topic.url())
                                .credential(new com.azure.core.credential.AzureSasCredential(sas))
                                .buildCloudEventPublisherClient());

        template.sendBody("azure-eventgrid:ignored?publisherClient=#client", List.of("a", EVENT.formatted("1")));

        assertThat(topic.ids()).hasSize(2).contains("1");
    }

    private void send(Object body) {
        template.sendBody(uri(""), body);
    }

    private String uri(String more) {
        return uri(topic, more);
    }

    private static String uri(EventGridTopic topic, String more) {
        return "azure-eventgrid:" + topic.url() + "?accessKey=#bean:key" + more;
    }

    private Message message(Object body) {
        Message message = new DefaultMessage(context);
        message.setBody(body);
        return message;
    }

    private static EventGridEvent gridEvent() {
        return new EventGridEvent("s", "t", BinaryData.fromObject(Map.of("a", 1)), "7")
                .setId("own")
                .setTopic("/w")
                .setEventTime(OffsetDateTime.parse("2026-11-24T12:00:00Z"));
    }

    private JsonNode json(int index) throws IOException {
        return new ObjectMapper().readTree(topic.events().get(index));
    }

    private static int status(Throwable failure) {
        return ((HttpResponseException) failure.getCause()).getResponse().getStatusCode();
    }

    record Pair(String a, int b) {}
}

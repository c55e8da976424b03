package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the examples in Microsoft's "Event Grid message delivery and retry", Delivery event formats. */
class DeadLetterBlobTest {

    private static final Instant FIRST = Instant.parse("2020-08-13T17:18:14.0265758Z");
    private static final Instant LAST = Instant.parse("2020-08-13T17:18:14.0465788Z");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.890Z");
    private static final String GRID_EVENT = """
            {"id":"93902694-901e-008f-6f95-7153a806873c","eventTime":"2020-08-13T17:18:13.1647262Z",\
            "eventType":"Microsoft.Storage.BlobCreated","dataVersion":"","metadataVersion":"1","topic":"/subscriptions/0",\
            "subject":"/blobServices/default/containers/deadletter/blobs/myBlobFile.txt","data":{"api":"PutBlob"}""";
    private static final String CLOUD_EVENT = """
            {"id":"caee971c-3ca0-4254-8f99-1395b394588e","source":"mysource","specversion":"1.0","subject":"mySubject",\
            "type":"fooEventType","data":{"prop1":"value1","prop2":5}""";

    @Test
    void anEventInTheEventGridSchemaIsAsInMicrosoftsExample() {
        assertThat(text(delivered(GRID_EVENT + "}"))).isEqualTo("[" + GRID_EVENT + """
                ,"deadLetterReason":"MaxDeliveryAttemptsExceeded","deliveryAttempts":1,"lastDeliveryOutcome":"NotFound",\
                "publishTime":"2020-08-13T17:18:14.0265758Z","lastDeliveryAttemptTime":"2020-08-13T17:18:14.0465788Z"}]""");
    }

    @Test
    void aCloudEventIsAsInMicrosoftsExample() {
        assertThat(text(delivered(CLOUD_EVENT + "}"))).isEqualTo("[" + CLOUD_EVENT + """
                ,"deadletterreason":"MaxDeliveryAttemptsExceeded","deliveryattempts":1,"lastdeliveryoutcome":"NotFound",\
                "publishtime":"2020-08-13T17:18:14.0265758Z"}]""");
    }

    @Test
    void theBlobIsInFoldersOfTheSinkInCapitalsAndOfTheHourInUtcWithoutLeadingZeros() {
        assertThat(DeadLetterBlob.of("event-grid", List.of(delivered(CLOUD_EVENT + "}")))
                        .name())
                .matches("EVENT-GRID/2026/3/4/5/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.json");
    }

    @Test
    void theSameLettersHaveTheSameNameAndOthersHaveAnother() {
        DeadLetter letter = delivered(CLOUD_EVENT + "}");

        String name = DeadLetterBlob.of("file", List.of(letter)).name();

        assertThat(DeadLetterBlob.of("file", List.of(letter)).name()).isEqualTo(name);
        assertThat(DeadLetterBlob.of("file", List.of(letter, letter)).name()).isNotEqualTo(name);
    }

    @Test
    void aBatchIsOneArray() throws IOException {
        DeadLetter letter = delivered(CLOUD_EVENT + "}");

        assertThat(json(letter, letter)).hasSize(2);
    }

    @Test
    void whatARouteFailedOnSaysWhyInASentenceAndThatItWasNeverOffered() throws IOException {
        DeadLetter letter = new DeadLetter("1", DeadLetter.ROUTE, "lab", AT, "No such bean", CLOUD_EVENT + "}");

        JsonNode event = json(letter).get(0);

        assertThat(event.get("deadletterreason").asText()).isEqualTo("No such bean");
        assertThat(event.get("deliveryattempts").asInt()).isZero();
        assertThat(event.get("publishtime").asText()).isEqualTo("2026-03-04T05:06:07.8900000Z");
        assertThat(event.has("lastdeliveryoutcome")).isFalse();
    }

    @Test
    void aChangeThatWasNeverAnEventIsWrittenWithWhatIsKnownOfIt() throws IOException {
        DeadLetter letter = new DeadLetter("1", DeadLetter.READ, "lab", AT, "It has no \"id\"", "Patient/?");

        assertThat(json(letter).get(0)).isEqualTo(new ObjectMapper().readTree("""
                        {"id":"1","source":"lab","stage":"read","deadLetterReason":"It has no \\"id\\"",
                        "time":"2026-03-04T05:06:07.8900000Z","entry":"Patient/?"}"""));
    }

    private static DeadLetter delivered(String event) {
        return new DeadLetter(
                "1",
                DeadLetter.DELIVER,
                "",
                "file",
                List.of(),
                AT,
                "It answered 404",
                "mySubject",
                event,
                "MaxDeliveryAttemptsExceeded",
                "NotFound",
                new Attempts(1, FIRST, LAST, Duration.ZERO));
    }

    private static String text(DeadLetter letter) {
        return new String(DeadLetterBlob.of("file", List.of(letter)).json(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static JsonNode json(DeadLetter... letters) throws IOException {
        return new ObjectMapper()
                .readTree(DeadLetterBlob.of("file", List.of(letters)).json());
    }
}

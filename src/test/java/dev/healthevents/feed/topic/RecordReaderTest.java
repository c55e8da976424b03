package dev.healthevents.feed.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.EventSchema;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.ResourceContent;
import dev.healthevents.feed.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    private static final HealthEvent EVENT = new HealthEvent(
            UUID.fromString("cc07512c-d177-5729-bb93-ecb3f09f6e49"),
            "/subscriptions/local/workspaces/clinic",
            HealthEventType.FHIR_RESOURCE_UPDATED,
            "fhir.example.org/Patient/1000",
            Instant.parse("2026-11-21T05:00:21.4412345Z"),
            new FhirResourceData("Patient", "fhir.example.org", "1000", 3, null));

    private final RecordReader reader = new RecordReader("health-events");

    private RecordEvents read(String value) {
        return reader.read(value.getBytes(UTF_8), 2, 41);
    }

    private static String written(EventSchema schema, HealthEvent event) {
        return new String(schema.write(event), UTF_8);
    }

    @Test
    void aCloudEventOfOursIsTheEventThatItWas() {
        assertThat(read(written(EventSchema.CLOUD_EVENTS, EVENT)).events()).containsExactly(EVENT);
    }

    @Test
    void anEventInEventGridsSchemaIsTheEventThatItWas() {
        assertThat(read("[" + written(EventSchema.EVENT_GRID, EVENT) + "]").events())
                .containsExactly(EVENT);
    }

    @Test
    void aVersionOfTheServersOwnAndAResourceStayWithIt() {
        HealthEvent event = new HealthEvent(
                EVENT.id(),
                EVENT.source(),
                EVENT.kind(),
                EVENT.subject(),
                EVENT.time(),
                new FhirResourceData(
                        "Patient",
                        "fhir.example.org",
                        "1000",
                        3,
                        "v-3",
                        ResourceContent.of("{\"resourceType\":\"Patient\",\"x\":1.50}")));
        String written = written(EventSchema.CLOUD_EVENTS, event);

        assertThat(written(EventSchema.CLOUD_EVENTS, read(written).events().get(0)))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON",
                "7",
                "[]",
                "{\"type\":\"Microsoft.HealthcareApis.FhirResourceCreated\"}",
                "{\"specversion\":\"1.0\",\"type\":\"com.example.other\"}",
                "{\"eventType\":\"Microsoft.Storage.BlobCreated\"}"
            })
    void whatDoesNotSayThatItIsAHealthEventIsCountedAndNoMore(String value) {
        assertThat(read(value)).isEqualTo(new RecordEvents(List.of(), List.of(), 1));
    }

    @Test
    void aRecordWithoutAValueIsNone() {
        assertThat(reader.read(null, 0, 0).foreign()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "id, Its id is no UUID",
        "subject, 'Its subject is missing, or no text'",
        "time, Its time is no time",
        "resourceFhirId, 'Its resourceFhirId is missing, or no text'",
        "specversion, Its specversion is not 1.0"
    })
    void whatClaimsToBeOneAndIsNotSaysWhy(String member, String reason) {
        String value = written(EventSchema.CLOUD_EVENTS, EVENT)
                .replaceFirst(
                        "\"" + member + "\":\"[^\"]*\"",
                        "\"" + member + "\":" + (reason.contains("missing") ? "7" : "\"x\""));

        assertThat(read(value).events()).isEmpty();
        assertThat(read(value).rejected()).extracting(Rejected::reason).containsExactly(reason);
    }

    /** Each would have failed when its window was written, and again whenever the partition was read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-21T05:00:21.4412345Z | +12026-11-21T05:00:21Z | Its time is no time",
                "Patient/1000 | Patient/\\u0000 | Its subject has a character that is none of a text",
                "Patient/1000 | Patient/\\ud800 | Its subject has a character that is none of a text",
                "cc07512c-d177-5729 | cc07512c0-d17-5729 | Its id is no UUID"
            })
    void whatCouldNotBeWrittenOrWouldBeAnotherEventSaysWhy(String plain, String odd, String reason) {
        String value = written(EventSchema.CLOUD_EVENTS, EVENT).replace(plain, odd);

        assertThat(read(value).events()).isEmpty();
        assertThat(read(value).rejected()).extracting(Rejected::reason).containsExactly(reason);
    }

    /** A number that Java has no exponent for, and a record that was cut off. */
    @ParameterizedTest
    @ValueSource(strings = {"\"resourceVersionId\":3,\"x\":1e2147483648}}", "\"resourceVersionId\":3"})
    void aRecordThatCantBeReadAndHasANameOfOursSaysSo(String end) {
        String value = written(EventSchema.CLOUD_EVENTS, EVENT).replace("\"resourceVersionId\":3}}", end);

        assertThat(read(value).rejected())
                .extracting(Rejected::reason)
                .containsExactly("It is no JSON, or is deeper, longer or has a larger number than can be read");
        assertThat(read(value.replace("Microsoft.HealthcareApis", "com.example"))
                        .foreign())
                .isEqualTo(1);
    }

    @Test
    void aTypeThatThisVersionDoesNotKnowIsRejectedWithItsPlaceAndNothingOfItsData() {
        String value = written(EventSchema.CLOUD_EVENTS, EVENT).replace("FhirResourceUpdated", "FhirResourceMerged");

        Rejected rejected = read(value).rejected().get(0);

        assertThat(rejected.entry())
                .isEqualTo("{\"topic\":\"health-events\",\"partition\":2,\"offset\":41,"
                        + "\"type\":\"Microsoft.HealthcareApis.FhirResourceMerged\",\"id\":\"" + EVENT.id() + "\"}");
        assertThat(rejected).isEqualTo(read(value).rejected().get(0));
    }
}

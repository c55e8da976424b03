package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemaTest {

    private static final String AWKWARD = "\"quoted\" \\ back\nline\ttab \u0001 Zürich 病院 \uD83C\uDFE5 </script>";
    private static final FhirResourceData OPAQUE =
            new FhirResourceData("Observation", SampleEvent.ACCOUNT, "obs-1.2.b", 1772600767890L, "W/3f-a.b");
    private static final HealthEvent OPAQUELY_VERSIONED = SampleEvent.of(HealthEventType.FHIR_RESOURCE_CREATED, OPAQUE);

    @Test
    void aVersionThatIsNoIntegerTravelsInACloudEventsExtension() throws IOException {
        JsonNode json = read(EventSchema.CLOUD_EVENTS, OPAQUELY_VERSIONED);

        assertThat(json.get("fhirversion").textValue()).isEqualTo("W/3f-a.b");
        assertThat(json.get("dataschema").textValue()).isEqualTo("#1772600767890");
        assertThat(json.at("/data/resourceVersionId").longValue()).isEqualTo(1772600767890L);
    }

    @Test
    void aVersionThatIsNoIntegerAddsNothingToTheEventGridSchema() throws IOException {
        assertThat(read(EventSchema.EVENT_GRID, OPAQUELY_VERSIONED).fieldNames())
                .toIterable()
                .containsExactly(
                        "id", "topic", "subject", "data", "eventType", "dataVersion", "metadataVersion", "eventTime");
    }

    @ParameterizedTest
    @EnumSource
    void theDataHasFourMembersWhateverTheVersion(EventSchema schema) throws IOException {
        assertThat(read(schema, OPAQUELY_VERSIONED).get("data").fieldNames())
                .toIterable()
                .containsExactly("resourceType", "resourceFhirAccount", "resourceFhirId", "resourceVersionId");
    }

    @ParameterizedTest
    @EnumSource
    void awkwardTextStaysTheSameText(EventSchema schema) throws IOException {
        JsonNode json = read(schema, eventWith(AWKWARD));

        assertThat(json.path("source").asText() + json.path("topic").asText()).isEqualTo(AWKWARD);
        assertThat(json.get("subject").textValue()).isEqualTo(AWKWARD);
        assertThat(json.at("/data/resourceFhirId").textValue()).isEqualTo(AWKWARD);
    }

    @ParameterizedTest
    @EnumSource
    void awkwardTextStaysOnOneLine(EventSchema schema) {
        assertThat(new String(schema.write(eventWith(AWKWARD)), UTF_8)).doesNotContain("\n", "\r");
    }

    @ParameterizedTest
    @EnumSource
    void anEventLargerThanAnyBufferIsWhole(EventSchema schema) throws IOException {
        String workspace = "/subscriptions/ü".repeat(2000);

        assertThat(read(schema, eventWith(workspace)).get("subject").textValue())
                .isEqualTo(workspace);
    }

    @ParameterizedTest
    @EnumSource
    void halfASurrogatePairStaysHalfASurrogatePair(EventSchema schema) throws IOException {
        assertThat(read(schema, eventWith("clinic \uD83C")).get("subject").textValue())
                .isEqualTo("clinic \uD83C");
    }

    @ParameterizedTest
    @EnumSource
    void aTimeThatCannotBeWrittenIsRefusedWithTheEventsId(EventSchema schema) {
        HealthEvent event = eventAt(Instant.MAX);

        assertThatThrownBy(() -> schema.write(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(event.id().toString(), "year");
    }

    @Test
    void anEventAfterARefusedOneIsWhole() throws IOException {
        assertThatThrownBy(() -> EventSchema.CLOUD_EVENTS.write(eventAt(Instant.MAX)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(read(EventSchema.CLOUD_EVENTS, eventAt(Instant.EPOCH))
                        .get("time")
                        .textValue())
                .isEqualTo("1970-01-01T00:00:00.0000000Z");
    }

    @Test
    void eachSchemaHasItsNameAndMediaType() {
        assertThat(EventSchema.values()).extracting(EventSchema::value).containsExactly("cloud-events", "event-grid");
        assertThat(EventSchema.values())
                .extracting(EventSchema::contentType)
                .containsExactly("application/cloudevents+json; charset=utf-8", "application/json; charset=utf-8");
    }

    private static HealthEvent eventWith(String text) {
        return new HealthEvent(
                EventIds.of(text),
                text,
                HealthEventType.FHIR_RESOURCE_UPDATED,
                text,
                SampleEvent.TIME,
                new FhirResourceData("Patient", text, text, 2, null));
    }

    private static HealthEvent eventAt(Instant time) {
        HealthEvent event = eventWith("clinic");
        return new HealthEvent(event.id(), event.source(), event.kind(), event.subject(), time, event.data());
    }

    private static JsonNode read(EventSchema schema, HealthEvent event) throws IOException {
        return new ObjectMapper().readTree(schema.write(event));
    }
}

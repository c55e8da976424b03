package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the CNCF's own SDK makes of our CloudEvents. */
class CloudEventsSdkReadsTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "FHIR_.*")
    void everyAttribute(HealthEventType type) {
        HealthEvent event = SampleEvent.of(type);

        CloudEvent read = read(event);

        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getId()).isEqualTo(event.id().toString());
        assertThat(read.getSource()).isEqualTo(URI.create(SampleEvent.WORKSPACE));
        assertThat(read.getType()).isEqualTo(type.value());
        assertThat(read.getDataSchema()).isEqualTo(URI.create("#7"));
        assertThat(read.getSubject()).isEqualTo(SampleEvent.SUBJECT);
        assertThat(read.getTime()).isEqualTo(SampleEvent.TIME.atOffset(ZoneOffset.UTC));
        // What the SDK says where an event says nothing, as the specification wants it.
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtensionNames()).isEmpty();
    }

    @Test
    void theDataAsJson() throws IOException {
        CloudEvent read = read(SampleEvent.of(HealthEventType.FHIR_RESOURCE_UPDATED));

        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(read.getData().toBytes())).isEqualTo(json.readTree("""
                        {"resourceType": "Observation", "resourceFhirAccount": "clinic.fhir.example.org",
                         "resourceFhirId": "obs-1.2.b", "resourceVersionId": 7}""".getBytes(UTF_8)));
    }

    @Test
    void theServersOwnVersionAsAnExtension() {
        CloudEvent read = read(SampleEvent.of(
                HealthEventType.FHIR_RESOURCE_UPDATED,
                new FhirResourceData("Observation", SampleEvent.ACCOUNT, "obs-1.2.b", 1772600767890L, "a3f-7")));

        assertThat(read.getExtensionNames()).containsExactly("fhirversion");
        assertThat(read.getExtension("fhirversion")).isEqualTo("a3f-7");
    }

    private static CloudEvent read(HealthEvent event) {
        return new JsonFormat().deserialize(EventSchema.CLOUD_EVENTS.write(event));
    }
}

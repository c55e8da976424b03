package dev.healthevents.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;

/** An event has to say on the wire what it says in memory, whatever its ids are made of. */
public final class EventAsSent {

    private EventAsSent() {}

    public static void saysTheSame(HealthEvent event) {
        byte[] line = EventSchema.CLOUD_EVENTS.write(event);
        assertThat(line).doesNotContain('\n', '\r');
        JsonNode sent = Tree.of(line).orElseThrow(() -> new AssertionError("It is no JSON"));
        assertThat(sent.path("subject").asText()).isEqualTo(event.subject());
        assertThat(sent.path("id").asText()).isEqualTo(event.id().toString());
        if (event.data() instanceof FhirResourceData fhir) {
            assertThat(sent.at("/data/resourceFhirId").asText()).isEqualTo(fhir.resourceFhirId());
            assertThat(sent.path("fhirversion").asText(null)).isEqualTo(fhir.fhirVersion());
            assertThat(sent.at("/data/resourceVersionId").longValue()).isEqualTo(fhir.resourceVersionId());
        } else if (event.data() instanceof DicomImageData image) {
            assertThat(sent.at("/data/imageSopInstanceUid").asText()).isEqualTo(image.imageSopInstanceUid());
            assertThat(sent.at("/data/sequenceNumber").longValue()).isEqualTo(image.sequenceNumber());
        }
    }
}

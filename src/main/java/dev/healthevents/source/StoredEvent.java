package dev.healthevents.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventData;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** Reads events back that were kept as CloudEvents of our own. */
public final class StoredEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredEvent() {}

    /** @throws IllegalArgumentException if it is none of ours */
    public static HealthEvent read(String cloudEvent) {
        try {
            JsonNode event = JSON.readTree(cloudEvent);
            return new HealthEvent(
                    UUID.fromString(event.path("id").asText()),
                    event.path("source").asText(),
                    kind(event.path("type").asText()),
                    event.path("subject").asText(),
                    Instant.parse(event.path("time").asText()),
                    data(event));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException("What was kept is no event: " + e.getMessage(), e);
        }
    }

    private static HealthEventType kind(String type) {
        return Arrays.stream(HealthEventType.values())
                .filter(kind -> kind.value().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("type is '" + type + "'"));
    }

    private static HealthEventData data(JsonNode event) {
        JsonNode data = event.path("data");
        if (data.has("resourceType")) {
            return new FhirResourceData(
                    data.path("resourceType").asText(),
                    data.path("resourceFhirAccount").asText(),
                    data.path("resourceFhirId").asText(),
                    data.path("resourceVersionId").asLong(),
                    event.path("fhirversion").textValue());
        }
        return new DicomImageData(
                data.path("partitionName").textValue(),
                data.path("imageStudyInstanceUid").asText(),
                data.path("imageSeriesInstanceUid").asText(),
                data.path("imageSopInstanceUid").asText(),
                data.path("serviceHostName").asText(),
                data.path("sequenceNumber").asLong());
    }
}

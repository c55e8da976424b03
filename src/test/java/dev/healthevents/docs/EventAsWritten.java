package dev.healthevents.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventData;
import dev.healthevents.event.HealthEventType;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** What the bridge would write of the change that an event tells of. */
final class EventAsWritten {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventAsWritten() {}

    /** @param event in either schema */
    static JsonNode of(JsonNode event) throws IOException {
        boolean cloud = event.has("specversion");
        String type = event.path(cloud ? "type" : "eventType").asText();
        JsonNode data = event.path("data");
        boolean image = data.has("serviceHostName");
        String own = event.path("fhirversion").asText(null);
        Instant time = Instant.parse(event.path(cloud ? "time" : "eventTime").asText());
        HealthEvent change = new HealthEvent(
                image ? imageId(data) : resourceId(data, own, time),
                event.path(cloud ? "source" : "topic").asText(),
                Arrays.stream(HealthEventType.values())
                        .filter(kind -> kind.value().equals(type))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(type)),
                image ? imageSubject(data) : resourceSubject(data),
                time,
                image ? image(data) : resource(data, own));
        return JSON.readTree((cloud ? EventSchema.CLOUD_EVENTS : EventSchema.EVENT_GRID).write(change));
    }

    private static UUID resourceId(JsonNode data, String own, Instant time) {
        return EventIds.fhir(
                text(data, "resourceFhirAccount"),
                text(data, "resourceType"),
                text(data, "resourceFhirId"),
                own == null ? text(data, "resourceVersionId") : own,
                time);
    }

    private static String resourceSubject(JsonNode data) {
        return text(data, "resourceFhirAccount") + "/" + text(data, "resourceType") + "/"
                + text(data, "resourceFhirId");
    }

    private static HealthEventData resource(JsonNode data, String own) {
        return new FhirResourceData(
                text(data, "resourceType"),
                text(data, "resourceFhirAccount"),
                text(data, "resourceFhirId"),
                data.path("resourceVersionId").asLong(),
                own);
    }

    private static UUID imageId(JsonNode data) {
        return EventIds.dicom(
                text(data, "serviceHostName"), 1, data.path("sequenceNumber").asLong());
    }

    private static String imageSubject(JsonNode data) {
        return text(data, "serviceHostName") + "/v1/partitions/" + text(data, "partitionName") + "/studies/"
                + text(data, "imageStudyInstanceUid") + "/series/" + text(data, "imageSeriesInstanceUid")
                + "/instances/" + text(data, "imageSopInstanceUid");
    }

    private static HealthEventData image(JsonNode data) {
        return new DicomImageData(
                text(data, "partitionName"),
                text(data, "imageStudyInstanceUid"),
                text(data, "imageSeriesInstanceUid"),
                text(data, "imageSopInstanceUid"),
                text(data, "serviceHostName"),
                data.path("sequenceNumber").asLong());
    }

    private static String text(JsonNode data, String member) {
        return data.path(member).asText();
    }
}

package dev.healthevents.feed.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventTime;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventData;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.ResourceContent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;

/** One JSON object that may be a health event, in either schema. */
final class EventObject {

    static final String OURS = "Microsoft.HealthcareApis.";
    private static final int MOST_TOLD = 200;

    private final JsonNode json;
    private final boolean cloudEvent;

    EventObject(JsonNode json) {
        this.json = json;
        this.cloudEvent = json.has("specversion");
    }

    /** Whether its type is one of Azure Health Data Services' names. */
    boolean claimsToBeOurs() {
        return type().startsWith(OURS);
    }

    private String type() {
        return json.path(cloudEvent ? "type" : "eventType").asText();
    }

    /** Where it is and what it says of itself, without its data. */
    String told(String topic, int partition, long offset) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("topic", topic).put("partition", partition).put("offset", offset);
        told.put("type", cut(type())).put("id", cut(json.path("id").asText()));
        return told.toString();
    }

    private static String cut(String text) {
        String plain = text.length() > MOST_TOLD ? text.substring(0, MOST_TOLD) + "…" : text;
        return plain.replaceAll("[^ -~…]", "?");
    }

    /** @throws NoHealthEventException if something of it is missing or can't be understood */
    HealthEvent read() throws NoHealthEventException {
        if (cloudEvent && !json.path("specversion").asText().equals("1.0")) {
            throw new NoHealthEventException("Its specversion is not 1.0");
        }
        return new HealthEvent(
                id(),
                text(json, cloudEvent ? "source" : "topic"),
                kind(),
                text(json, "subject"),
                time(cloudEvent ? "time" : "eventTime"),
                data());
    }

    private UUID id() throws NoHealthEventException {
        String text = text(json, "id");
        try {
            UUID id = UUID.fromString(text);
            // Java takes parts of other lengths as well, and would write them otherwise.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Said below, for both.
        }
        throw new NoHealthEventException("Its id is no UUID");
    }

    private HealthEventType kind() throws NoHealthEventException {
        return Arrays.stream(HealthEventType.values())
                .filter(kind -> kind.value().equals(type()))
                .findFirst()
                .orElseThrow(() -> new NoHealthEventException("Its type is none of those that this version knows"));
    }

    private Instant time(String member) throws NoHealthEventException {
        try {
            Instant time = OffsetDateTime.parse(text(json, member)).toInstant();
            if (EventTime.canSay(time)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Said below, for both.
        }
        throw new NoHealthEventException("Its " + member + " is no time");
    }

    private HealthEventData data() throws NoHealthEventException {
        JsonNode data = json.path("data");
        return type().startsWith(OURS + "Fhir") ? fhir(data) : image(data);
    }

    private FhirResourceData fhir(JsonNode data) throws NoHealthEventException {
        return new FhirResourceData(
                text(data, "resourceType"),
                text(data, "resourceFhirAccount"),
                text(data, "resourceFhirId"),
                number(data, "resourceVersionId"),
                textOrNull(json, "fhirversion"),
                data.has("resource") ? resource(data.get("resource")) : null);
    }

    private static ResourceContent resource(JsonNode resource) throws NoHealthEventException {
        try {
            return ResourceContent.of(resource.toString());
        } catch (IllegalArgumentException e) {
            throw new NoHealthEventException("The resource that it carries can't be: " + e.getMessage());
        }
    }

    private static DicomImageData image(JsonNode data) throws NoHealthEventException {
        return new DicomImageData(
                textOrNull(data, "partitionName"),
                text(data, "imageStudyInstanceUid"),
                text(data, "imageSeriesInstanceUid"),
                text(data, "imageSopInstanceUid"),
                text(data, "serviceHostName"),
                number(data, "sequenceNumber"));
    }

    private static String text(JsonNode of, String member) throws NoHealthEventException {
        String text = textOrNull(of, member);
        if (text == null || text.isEmpty()) {
            throw new NoHealthEventException("Its " + member + " is missing, or no text");
        }
        return text;
    }

    /** Refuses what PostgreSQL does not store (a NUL), and what UTF-8 can't say (half of a surrogate pair). */
    private static String textOrNull(JsonNode of, String member) throws NoHealthEventException {
        String text = of.path(member).textValue();
        if (text != null
                && (text.chars().anyMatch(Character::isISOControl)
                        || !UTF_8.newEncoder().canEncode(text))) {
            throw new NoHealthEventException("Its " + member + " has a character that is none of a text");
        }
        return text;
    }

    private static long number(JsonNode of, String member) throws NoHealthEventException {
        JsonNode number = of.path(member);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new NoHealthEventException("Its " + member + " is missing, or no whole number");
        }
        return number.longValue();
    }
}

package dev.healthevents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.healthevents.event.EventTime;
import dev.healthevents.state.DeadLetter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Dead letters as Event Grid writes them to Blob Storage: one JSON array, the events with members that say why.
 *
 * @param name of the blob in its container, {@code SINK/2026/1/31/5/<guid>.json} in UTC; the same for the same letters, so
 *     that a batch that is written again replaces itself
 * @param json an array of objects, UTF-8
 * @see <a href="https://learn.microsoft.com/azure/event-grid/manage-event-delivery">Event Grid, dead-letter location</a>
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#delivery-event-formats">Event Grid, delivery
 *     event formats</a>
 */
public record DeadLetterBlob(String name, byte[] json) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter FOLDERS =
            DateTimeFormatter.ofPattern("yyyy/M/d/H", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * @param sink its name, or that of the source where there was no event to deliver
     * @param letters at least one, oldest first
     */
    public static DeadLetterBlob of(String sink, List<DeadLetter> letters) {
        return new DeadLetterBlob(
                sink.toUpperCase(Locale.ROOT) + "/"
                        + FOLDERS.format(letters.get(0).at()) + "/" + guid(letters) + ".json",
                letters.stream()
                        .map(DeadLetterBlob::object)
                        .map(JsonNode::toString)
                        .collect(Collectors.joining(",", "[", "]"))
                        .getBytes(UTF_8));
    }

    private static UUID guid(List<DeadLetter> letters) {
        String all = letters.stream()
                .map(letter -> letter.stage() + " " + letter.source() + " " + letter.sink() + " " + letter.sinks() + " "
                        + letter.id() + " " + letter.at())
                .collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(all.getBytes(UTF_8));
    }

    private static ObjectNode object(DeadLetter letter) {
        ObjectNode event = event(letter.entry());
        if (event == null) {
            return change(letter);
        }
        boolean cloudEvent = event.has("specversion");
        put(event, "deadLetterReason", letter.cause() == null ? letter.reason() : letter.cause(), cloudEvent);
        event.put(
                cloudEvent ? "deliveryattempts" : "deliveryAttempts",
                letter.attempts().count());
        put(event, "lastDeliveryOutcome", letter.outcome(), cloudEvent);
        Instant first = letter.attempts().first();
        put(event, "publishTime", EventTime.of(first == null ? letter.at() : first), cloudEvent);
        if (!cloudEvent && letter.attempts().last() != null) {
            put(event, "lastDeliveryAttemptTime", EventTime.of(letter.attempts().last()), false);
        }
        return event;
    }

    /** {@code null} if this is an event in neither schema. */
    private static ObjectNode event(String entry) {
        try {
            JsonNode json = JSON.readTree(entry);
            return json instanceof ObjectNode object && (json.has("specversion") || json.has("eventType"))
                    ? object
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Attributes of CloudEvents are in small letters. */
    private static void put(ObjectNode event, String member, String value, boolean cloudEvent) {
        if (value != null) {
            event.put(cloudEvent ? member.toLowerCase(Locale.ROOT) : member, value);
        }
    }

    /** What was never an event has no form in Event Grid. */
    private static ObjectNode change(DeadLetter letter) {
        return JSON.createObjectNode()
                .put("id", letter.id())
                .put("source", letter.source())
                .put("stage", letter.stage())
                .put("deadLetterReason", letter.reason())
                .put("time", EventTime.of(letter.at()))
                .put("entry", letter.entry());
    }
}

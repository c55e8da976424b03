package dev.healthevents.feed.topic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records of a topic: one event, or an array of events, as CloudEvents in structured mode or in Event Grid's schema.
 * The body alone tells which: Kafka's consumers see headers that were sent by AMQP otherwise than they were sent.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding for CloudEvents 1.0.2</a>
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema">Azure Event Grid event schema</a>
 */
public final class RecordReader {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 1.50 says more than 1.5 in a resource.
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private final String topic;

    /** @param topic its name */
    public RecordReader(String topic) {
        this.topic = topic;
    }

    /**
     * @param value the record's, {@code null} where it has none
     * @param partition where it is
     * @param offset where it is in there
     */
    public RecordEvents read(byte[] value, int partition, long offset) {
        List<HealthEvent> events = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        int foreign = 0;
        List<JsonNode> members;
        try {
            members = members(value);
        } catch (IOException | NumberFormatException e) {
            return unreadable(value, partition, offset);
        }
        for (int i = 0; i < members.size(); i++) {
            EventObject event = new EventObject(members.get(i));
            if (!event.claimsToBeOurs()) {
                foreign++;
                continue;
            }
            try {
                events.add(event.read());
            } catch (NoHealthEventException e) {
                String place = place(partition, offset) + (members.size() == 1 ? "" : "/" + i);
                rejected.add(new Rejected(EventIds.of(place), event.told(topic, partition, offset), e.getMessage()));
            }
        }
        return new RecordEvents(events, rejected, members.isEmpty() ? 1 : foreign);
    }

    private String place(int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    /** A name of ours in it is a claim, whatever else it is. */
    private RecordEvents unreadable(byte[] value, int partition, long offset) {
        if (!new String(value, ISO_8859_1).contains('"' + EventObject.OURS)) {
            return new RecordEvents(List.of(), List.of(), 1);
        }
        Rejected rejected = new Rejected(
                EventIds.of(place(partition, offset)),
                new EventObject(JSON.createObjectNode()).told(topic, partition, offset),
                "It is no JSON, or is deeper, longer or has a larger number than can be read");
        return new RecordEvents(List.of(), List.of(rejected), 0);
    }

    /**
     * The events that it may hold; none where it is no object and no array of them.
     *
     * @throws NumberFormatException at an exponent that no number of Java's has
     */
    private static List<JsonNode> members(byte[] value) throws IOException {
        List<JsonNode> members = new ArrayList<>();
        if (value == null) {
            return members;
        }
        JsonNode json = JSON.readTree(value);
        if (json.isArray()) {
            json.forEach(members::add);
        } else if (json.isObject()) {
            members.add(json);
        }
        return members;
    }
}

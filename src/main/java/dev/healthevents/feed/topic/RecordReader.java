package dev.healthevents.feed.topic;

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
        List<JsonNode> members = members(value);
        for (int i = 0; i < members.size(); i++) {
            EventObject event = new EventObject(members.get(i));
            if (!event.claimsToBeOurs()) {
                foreign++;
                continue;
            }
            try {
                events.add(event.read());
            } catch (NoHealthEventException e) {
                String place = topic + "/" + partition + "/" + offset + (members.size() == 1 ? "" : "/" + i);
                rejected.add(new Rejected(EventIds.of(place), event.told(topic, partition, offset), e.getMessage()));
            }
        }
        return new RecordEvents(events, rejected, members.isEmpty() ? 1 : foreign);
    }

    /** The events that it may hold; none where it is no JSON, or no object and no array of them. */
    private static List<JsonNode> members(byte[] value) {
        List<JsonNode> members = new ArrayList<>();
        if (value == null) {
            return members;
        }
        try {
            JsonNode json = JSON.readTree(value);
            if (json.isArray()) {
                json.forEach(members::add);
            } else if (json.isObject()) {
                members.add(json);
            }
        } catch (IOException e) {
            // Whatever it is, it does not say that it is one of ours.
        }
        return members;
    }
}

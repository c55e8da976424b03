package dev.healthevents.standin.eventhubs;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.qpid.proton.message.Message;

/**
 * {@code $management}: which partitions an event hub has, and how far a partition goes. Each request has a token of its own.
 */
final class ManagementNode implements Function<Message, RequestNode.Answer> {

    private final Map<String, EventHub> hubs;
    private final TokenCheck tokens;

    ManagementNode(Map<String, EventHub> hubs, TokenCheck tokens) {
        this.hubs = hubs;
        this.tokens = tokens;
    }

    @Override
    public RequestNode.Answer apply(Message request) {
        Map<String, Object> properties = request.getApplicationProperties().getValue();
        String name = String.valueOf(properties.get("name"));
        if (!"READ".equals(properties.get("operation"))) {
            return new RequestNode.Answer(400, "BadRequest: no operation " + properties.get("operation"), null);
        }
        try {
            tokens.check(String.valueOf(properties.get("security_token")), name);
        } catch (IllegalArgumentException e) {
            return new RequestNode.Answer(401, e.getMessage(), null);
        }
        EventHub hub = hubs.get(name.toLowerCase());
        if (hub == null) {
            return new RequestNode.Answer(404, "The messaging entity '" + name + "' could not be found.", null);
        }
        return switch (String.valueOf(properties.get("type"))) {
            case "com.microsoft:eventhub" -> new RequestNode.Answer(200, "OK", eventHub(hub));
            case "com.microsoft:partition" -> partition(hub, String.valueOf(properties.get("partition")));
            default -> new RequestNode.Answer(400, "BadRequest: no type " + properties.get("type"), null);
        };
    }

    private static Map<String, Object> eventHub(EventHub hub) {
        Map<String, Object> value = new HashMap<>();
        value.put("name", hub.name());
        value.put("type", "com.microsoft:eventhub");
        value.put("created_at", Date.from(hub.created()));
        value.put("partition_count", hub.partitionCount());
        value.put("partition_ids", hub.partitionIds().toArray(String[]::new));
        return value;
    }

    private static RequestNode.Answer partition(EventHub hub, String id) {
        Partition partition = hub.partition(id);
        if (partition == null) {
            return new RequestNode.Answer(404, "The partition '" + id + "' could not be found.", null);
        }
        StoredEvent last = partition.last();
        Map<String, Object> value = new HashMap<>();
        value.put("name", hub.name());
        value.put("type", "com.microsoft:partition");
        value.put("partition", id);
        value.put("begin_sequence_number", 0L);
        value.put("last_enqueued_sequence_number", last == null ? -1L : last.sequenceNumber());
        value.put("last_enqueued_offset", last == null ? "-1" : String.valueOf(last.offset()));
        value.put("last_enqueued_time_utc", Date.from(last == null ? hub.created() : last.enqueued()));
        value.put("is_partition_empty", last == null);
        return new RequestNode.Answer(200, "OK", value);
    }
}

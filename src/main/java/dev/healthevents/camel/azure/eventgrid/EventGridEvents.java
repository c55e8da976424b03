package dev.healthevents.camel.azure.eventgrid;

import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the SDK's events; what they write of themselves is another form, with the event inside. */
final class EventGridEvents {

    private EventGridEvents() {}

    static byte[] write(EventGridEvent event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", event.getId());
        members.put("subject", event.getSubject());
        members.put("data", event.getData() == null ? null : event.getData().toObject(Object.class));
        members.put("eventType", event.getEventType());
        members.put("dataVersion", event.getDataVersion());
        members.put(
                "eventTime",
                event.getEventTime() == null
                        ? null
                        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(event.getEventTime()));
        members.values().removeIf(value -> value == null);
        return BinaryData.fromObject(members).toBytes();
    }
}

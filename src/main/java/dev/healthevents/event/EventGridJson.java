package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/**
 * Writes the Event Grid event schema, with the members of Azure's own events in their order.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema">Azure Event Grid event schema</a>
 */
final class EventGridJson {

    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString TOPIC = new SerializedString("topic");
    private static final SerializedString SUBJECT = new SerializedString("subject");
    private static final SerializedString DATA = new SerializedString("data");
    private static final SerializedString EVENT_TYPE = new SerializedString("eventType");
    private static final SerializedString DATA_VERSION = new SerializedString("dataVersion");
    private static final SerializedString METADATA_VERSION = new SerializedString("metadataVersion");
    private static final SerializedString METADATA_VERSION_1 = new SerializedString("1");
    private static final SerializedString EVENT_TIME = new SerializedString("eventTime");

    private EventGridJson() {}

    static void write(HealthEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(ID);
        json.writeString(event.id().toString());
        json.writeFieldName(TOPIC);
        json.writeString(event.source());
        json.writeFieldName(SUBJECT);
        json.writeString(event.subject());
        json.writeFieldName(DATA);
        event.data().write(json);
        json.writeFieldName(EVENT_TYPE);
        json.writeString(event.type());
        json.writeFieldName(DATA_VERSION);
        json.writeString(event.data().dataVersion());
        json.writeFieldName(METADATA_VERSION);
        json.writeString(METADATA_VERSION_1);
        json.writeFieldName(EVENT_TIME);
        json.writeString(EventTime.of(event.time()));
        json.writeEndObject();
    }
}

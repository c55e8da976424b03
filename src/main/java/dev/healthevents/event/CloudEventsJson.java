package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/**
 * Writes CloudEvents 1.0 in structured mode, with the members of Azure's own events in their order.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON Event Format
 *     for CloudEvents 1.0.2</a>
 */
final class CloudEventsJson {

    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString SOURCE = new SerializedString("source");
    private static final SerializedString SPEC_VERSION = new SerializedString("specversion");
    private static final SerializedString SPEC_VERSION_1_0 = new SerializedString("1.0");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString DATA_SCHEMA = new SerializedString("dataschema");
    private static final SerializedString SUBJECT = new SerializedString("subject");
    private static final SerializedString TIME = new SerializedString("time");
    private static final SerializedString FHIR_VERSION = new SerializedString("fhirversion");
    private static final SerializedString TRACE_PARENT = new SerializedString("traceparent");
    private static final SerializedString DATA = new SerializedString("data");

    private CloudEventsJson() {}

    /**
     * @param traceparent of the Distributed Tracing extension, or {@code null} for none
     * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/distributed-tracing.md">
     *     Distributed Tracing extension</a>
     */
    static void write(HealthEvent event, String traceparent, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(ID);
        json.writeString(event.id().toString());
        json.writeFieldName(SOURCE);
        json.writeString(event.source());
        json.writeFieldName(SPEC_VERSION);
        json.writeString(SPEC_VERSION_1_0);
        json.writeFieldName(TYPE);
        json.writeString(event.type());
        String dataSchema = event.data().dataSchema();
        if (dataSchema != null) {
            json.writeFieldName(DATA_SCHEMA);
            json.writeString(dataSchema);
        }
        json.writeFieldName(SUBJECT);
        json.writeString(event.subject());
        json.writeFieldName(TIME);
        json.writeString(EventTime.of(event.time()));
        if (event.data() instanceof FhirResourceData fhir && fhir.fhirVersion() != null) {
            json.writeFieldName(FHIR_VERSION);
            json.writeString(fhir.fhirVersion());
        }
        if (traceparent != null) {
            json.writeFieldName(TRACE_PARENT);
            json.writeString(traceparent);
        }
        json.writeFieldName(DATA);
        event.data().write(json);
        json.writeEndObject();
    }
}

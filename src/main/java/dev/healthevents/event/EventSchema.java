package dev.healthevents.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/** The two encodings of a health event between which a consumer of Azure's can choose. */
public enum EventSchema {
    CLOUD_EVENTS("cloud-events", "application/cloudevents+json; charset=utf-8", CloudEventsJson::write),
    EVENT_GRID(
            "event-grid",
            "application/json; charset=utf-8",
            (event, traceparent, json) -> EventGridJson.write(event, json));

    private static final JsonFactory JSON = new JsonFactory();

    private final String value;
    private final String contentType;
    private final Encoder encoder;

    EventSchema(String value, String contentType, Encoder encoder) {
        this.value = value;
        this.contentType = contentType;
        this.encoder = encoder;
    }

    /** The name in configuration and in endpoint options. */
    public String value() {
        return value;
    }

    /** The media type of what {@link #write} returns. */
    public String contentType() {
        return contentType;
    }

    /**
     * The event as JSON.
     *
     * @return one JSON object in UTF-8, on one line, without a line end
     * @throws IllegalArgumentException when the event's time is not in the years 0000 to 9999
     */
    public byte[] write(HealthEvent event) {
        return write(event, null);
    }

    /**
     * The event as JSON, with the trace that it is part of where the schema has a place for it.
     *
     * @param traceparent as W3C's Trace Context has it, or {@code null} for none; the Event Grid schema has no place for it
     * @return one JSON object in UTF-8, on one line, without a line end
     * @throws IllegalArgumentException when the event's time is not in the years 0000 to 9999
     */
    public byte[] write(HealthEvent event, String traceparent) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler())) {
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                encoder.write(event, traceparent, json);
            }
            return bytes.getClearAndRelease();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Event " + event.id() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private interface Encoder {
        void write(HealthEvent event, String traceparent, JsonGenerator json) throws IOException;
    }
}

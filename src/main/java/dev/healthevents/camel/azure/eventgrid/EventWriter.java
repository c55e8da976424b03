package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes events of a schema, and leaves alone what of them is there. */
record EventWriter(EventGridSchema schema) {

    private static final byte[] EMPTY = "{}".getBytes(UTF_8);

    /**
     * An event as it came, with what it lacks; or a new event, if the object is none. An object with {@code specversion}
     * is a CloudEvent, one with {@code eventType} and {@code subject} an Event Grid event.
     *
     * @throws IllegalArgumentException if it is broken JSON, or an event of the other schema
     */
    byte[] write(byte[] json, Attributes attributes) {
        JsonObject object = JsonObject.of(json);
        if (object.has("specversion")) {
            check(EventGridSchema.CLOUD_EVENTS);
            return completed(object, attributes);
        }
        if (object.has("eventType") && object.has("subject")) {
            check(EventGridSchema.EVENT_GRID);
            // A custom topic writes its own there, and refuses events that name another.
            return completed(object.without("topic"), attributes);
        }
        return withData(json, attributes);
    }

    /** A new event with JSON data. */
    byte[] withData(byte[] data, Attributes attributes) {
        return withMember("data", data, attributes);
    }

    /** A new event with binary data. */
    byte[] withBinary(byte[] data, Attributes attributes) {
        String name = schema == EventGridSchema.CLOUD_EVENTS ? "data_base64" : "data";
        return withMember(name, ('"' + Base64.getEncoder().encodeToString(data) + '"').getBytes(UTF_8), attributes);
    }

    /** A new event that says only that something happened. */
    byte[] withoutData(Attributes attributes) {
        return JsonObject.of(EMPTY).with(attributes.all(schema)).bytes();
    }

    private byte[] withMember(String name, byte[] value, Attributes attributes) {
        ByteArrayOutputStream object = new ByteArrayOutputStream(value.length + name.length() + 5);
        object.writeBytes(("{\"" + name + "\":").getBytes(UTF_8));
        object.writeBytes(value);
        object.write('}');
        return JsonObject.of(object.toByteArray()).with(attributes.all(schema)).bytes();
    }

    private byte[] completed(JsonObject event, Attributes attributes) {
        Map<String, String> lacking = new LinkedHashMap<>(attributes.required(schema));
        lacking.putAll(attributes.optional(schema));
        lacking.keySet().removeIf(event::has);
        return lacking.isEmpty() ? event.bytes() : event.with(lacking).bytes();
    }

    private void check(EventGridSchema found) {
        if (found != schema) {
            throw new IllegalArgumentException("An event is of schema " + found.value() + ", but the topic of "
                    + schema.value() + ": set the endpoint's option schema to what the topic was made for");
        }
    }
}

package dev.healthevents.standin.eventgrid;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The events of a request. */
final class TopicBatch {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param bytes as they came */
    record Event(String id, byte[] bytes) {}

    private TopicBatch() {}

    /** The events of a request that the service takes. */
    static List<Event> of(Request request, TopicSchema schema, TopicLimits limits, String topic) throws Refused {
        limits.check(request.body().length);
        boolean list = isList(request, schema);
        List<Event> events = read(request.body(), list, schema, topic);
        if (events.isEmpty()) {
            throw new Refused(400, "There is no event in the request.");
        }
        limits.check(events);
        return events;
    }

    private static boolean isList(Request request, TopicSchema schema) throws Refused {
        String type = request.headers()
                .getOrDefault("Content-Type", "")
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        String mediaType = type.split(";")[0];
        if (type.contains("charset=") && !type.endsWith("charset=utf-8")) {
            throw new Refused(415, "The charset must be utf-8.");
        }
        boolean one = schema == TopicSchema.CLOUD_EVENTS && mediaType.equals("application/cloudevents+json");
        boolean many = mediaType.equals(
                schema == TopicSchema.CLOUD_EVENTS ? "application/cloudevents-batch+json" : "application/json");
        if (!one && !many) {
            throw new Refused(415, "The content type " + mediaType + " is not of this topic's schema " + schema + ".");
        }
        return many;
    }

    private static List<Event> read(byte[] body, boolean list, TopicSchema schema, String topic) throws Refused {
        List<Event> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first != (list ? JsonToken.START_ARRAY : JsonToken.START_OBJECT)) {
                throw new Refused(400, "The body must be " + (list ? "an array." : "an object."));
            }
            JsonToken token = list ? parser.nextToken() : first;
            while (token != null && token != JsonToken.END_ARRAY) {
                events.add(event(body, parser, schema, topic));
                token = parser.nextToken();
            }
            if (parser.nextToken() != null) {
                throw new Refused(400, "Something follows the events.");
            }
            return events;
        } catch (IOException e) {
            throw new Refused(400, "The body is not JSON.");
        }
    }

    private static Event event(byte[] body, JsonParser parser, TopicSchema schema, String topic)
            throws IOException, Refused {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode event = parser.readValueAsTree();
        int to = (int) parser.currentLocation().getByteOffset();
        TopicSchema.demand(event.isObject(), "An event must be an object");
        schema.check(event, topic);
        return new Event(event.get("id").textValue(), Arrays.copyOfRange(body, from, to));
    }
}

package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * The resource itself, as a route has added it to its event.
 *
 * <p>Health data of a person. It is written into the event and nowhere else: no text about this object has any of it.
 */
public final class ResourceContent {

    /** Characters of one resource: an event must fit into memory several times. */
    public static final int MOST = 4 << 20;

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final String json;
    private volatile Object members;

    private ResourceContent(String json) {
        this.json = json;
    }

    /**
     * @param json one JSON object; spaces and lines between its members are dropped, its numbers stay to the digit
     * @throws IllegalArgumentException if it is something else, longer than {@link #MOST}, or has half of a surrogate pair; the
     *     message has none of it
     */
    public static ResourceContent of(String json) {
        if (json.length() > MOST) {
            throw new IllegalArgumentException(
                    "The resource has " + json.length() + " characters, and an event may carry " + MOST
                            + "; leave resources of its type to be read by who needs them");
        }
        StringWriter compact = new StringWriter(json.length());
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = JSON.createGenerator(compact)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                generator.copyCurrentStructureExact(parser);
                generator.flush();
                if (parser.nextToken() == null) {
                    return new ResourceContent(sayable(compact.toString()));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Its message would quote what it has read.
            throw new IllegalArgumentException("A resource must be one JSON object, but what was read is no JSON");
        }
        throw new IllegalArgumentException("A resource must be one JSON object, but what was read is something else");
    }

    /** JSON may have an escape for half of a surrogate pair, which no UTF-8 can say. */
    private static String sayable(String json) {
        if (!UTF_8.newEncoder().canEncode(json)) {
            throw new IllegalArgumentException("The resource has half of a character (a surrogate alone) in a text");
        }
        return json;
    }

    void write(JsonGenerator generator) throws IOException {
        generator.writeRawValue(json);
    }

    /**
     * A member of the resource.
     *
     * @param path names of members, from the outside in
     * @return a text, a number, a boolean, a list or map of such, or {@code null} where there is none
     */
    public Object member(List<String> path) {
        Object member = members();
        for (String name : path) {
            member = member instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return member;
    }

    private Object members() {
        if (members == null) {
            try {
                members = MAPPER.readValue(json, Map.class);
            } catch (IOException e) {
                throw new IllegalStateException("JSON that was read once can't be read again");
            }
        }
        return members;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceContent content && content.json.equals(json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** How long it is, and no more. */
    @Override
    public String toString() {
        return "[" + json.length() + " characters]";
    }
}

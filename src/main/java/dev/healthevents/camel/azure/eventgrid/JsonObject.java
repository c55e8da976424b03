package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object as it came: members are added and left out without a touch to the others. */
final class JsonObject {

    private final byte[] json;
    private final int begin;
    private final Map<String, Member> members;

    private JsonObject(byte[] json, int begin, Map<String, Member> members) {
        this.json = json;
        this.begin = begin;
        this.members = members;
    }

    /**
     * Where a member is, from the end of the one before to the end of its value.
     *
     * @param empty whether its value is null
     */
    private record Member(int from, int to, boolean empty) {}

    /**
     * Reads an object.
     *
     * @param json UTF-8, beginning with a brace
     * @throws IllegalArgumentException if it is not one whole object
     */
    static JsonObject of(byte[] json) {
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            parser.nextToken();
            int begin = offset(parser);
            Map<String, Member> members = new LinkedHashMap<>();
            int from = begin;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                parser.skipChildren();
                parser.finishToken();
                members.put(name, new Member(from, offset(parser), value == JsonToken.VALUE_NULL));
                from = offset(parser);
            }
            Json.end(parser);
            return new JsonObject(json, begin, members);
        } catch (IOException e) {
            throw Json.broken(e);
        }
    }

    /** Whether there is such a member, and it is not null. */
    boolean has(String name) {
        return members.containsKey(name) && !members.get(name).empty();
    }

    /** The object without a member. */
    JsonObject without(String name) {
        Member member = members.get(name);
        if (member == null) {
            return this;
        }
        int to = member.from() == begin ? afterComma(member.to()) : member.to();
        ByteArrayOutputStream rest = new ByteArrayOutputStream(json.length);
        rest.write(json, 0, member.from());
        rest.write(json, to, json.length - to);
        return of(rest.toByteArray());
    }

    /** The object with more members before those that it has. */
    JsonObject with(Map<String, String> added) {
        JsonObject rest = this;
        for (String name : added.keySet()) {
            rest = rest.without(name);
        }
        StringBuilder text = new StringBuilder();
        added.forEach((name, value) -> text.append('"')
                .append(name)
                .append("\":\"")
                .append(JsonStringEncoder.getInstance().quoteAsString(value))
                .append("\","));
        if (rest.members.isEmpty() && !text.isEmpty()) {
            text.setLength(text.length() - 1);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(json.length + text.length());
        whole.write(rest.json, 0, rest.begin);
        whole.writeBytes(text.toString().getBytes(UTF_8));
        whole.write(rest.json, rest.begin, rest.json.length - rest.begin);
        return of(whole.toByteArray());
    }

    byte[] bytes() {
        return json;
    }

    private int afterComma(int at) {
        int comma = at;
        while (json[comma] != ',' && json[comma] != '}') {
            comma++;
        }
        return json[comma] == ',' ? comma + 1 : at;
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }
}

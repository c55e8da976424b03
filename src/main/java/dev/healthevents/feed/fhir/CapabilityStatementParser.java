package dev.healthevents.feed.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a CapabilityStatement as a stream of JSON; it may have a megabyte, of which a few names matter. */
final class CapabilityStatementParser implements PageReader<CapabilityStatement> {

    private static final JsonFactory JSON = HistoryPageParser.JSON;

    private final Set<String> withHistory = new LinkedHashSet<>();
    private final Set<String> searchable = new LinkedHashSet<>();
    private String resourceType;
    private String name = "";
    private String version = "";

    @Override
    public CapabilityStatement read(InputStream in, Instant date) throws IOException, FeedException {
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                members(json);
                json.nextToken();
            }
        }
        if (!"CapabilityStatement".equals(resourceType)) {
            throw new FeedException("A CapabilityStatement was expected; is `url` the FHIR base?");
        }
        return new CapabilityStatement(
                (shown(name) + ' ' + shown(version)).strip(),
                List.copyOf(withHistory.isEmpty() ? searchable : withHistory));
    }

    private void members(JsonParser json) throws IOException {
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (member) {
                case "resourceType" -> resourceType = text(json);
                case "software" -> software(json, value);
                case "rest" -> each(json, value, () -> rest(json));
                default -> json.skipChildren();
            }
        }
    }

    private void software(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            json.nextToken();
            switch (member) {
                case "name" -> name = text(json);
                case "version" -> version = text(json);
                default -> json.skipChildren();
            }
        }
    }

    private void rest(JsonParser json) throws IOException {
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (member.equals("resource")) {
                each(json, value, () -> resource(json));
            } else {
                json.skipChildren();
            }
        }
    }

    private void resource(JsonParser json) throws IOException {
        String type = null;
        List<String> interactions = new ArrayList<>();
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (member) {
                case "type" -> type = text(json);
                case "interaction" -> each(json, value, () -> interactions.add(code(json)));
                default -> json.skipChildren();
            }
        }
        if (type == null || !type.matches("[A-Za-z]{1,64}")) {
            return;
        }
        if (interactions.contains("history-type")) {
            withHistory.add(type);
        }
        if (interactions.isEmpty() || interactions.contains("search-type")) {
            searchable.add(type);
        }
    }

    private static String code(JsonParser json) throws IOException {
        String code = null;
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            json.nextToken();
            if (member.equals("code")) {
                code = text(json);
            } else {
                json.skipChildren();
            }
        }
        return code;
    }

    private interface Element {
        void read() throws IOException;
    }

    /** Reads each object of an array; what is none is passed over. */
    private static void each(JsonParser json, JsonToken value, Element element) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                element.read();
            } else {
                json.skipChildren();
            }
        }
    }

    /** Any scalar, as it is written; {@code null} for what is none, whose members are nobody else's. */
    private static String text(JsonParser json) throws IOException {
        if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
            return json.getText().strip();
        }
        json.skipChildren();
        return null;
    }

    private static String shown(String words) {
        String plain =
                words == null ? "" : words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.length() <= 60 ? plain : plain.substring(0, 59) + "…";
    }
}

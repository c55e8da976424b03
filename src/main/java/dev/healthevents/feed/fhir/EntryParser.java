package dev.healthevents.feed.fhir;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads one {@code Bundle.entry} off a JSON stream: its ids, never its content, whatever the order of its members.
 *
 * @see <a href="https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry">FHIR R4, Bundle.entry</a>
 */
final class EntryParser {

    private final JsonParser json;
    private final HistoryEntry entry;

    EntryParser(JsonParser json, HistoryEntry entry) {
        this.json = json;
        this.entry = entry;
    }

    /** Reads from the entry's first token to its last; what is otherwise than FHIR has it is noted, not thrown. */
    void parse() throws IOException {
        entry.clear();
        if (!inObject("entry")) {
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "fullUrl" -> entry.fullUrl = text("fullUrl");
                case "resource" -> resource();
                case "request" -> request();
                case "response" -> response();
                case "search" -> search();
                default -> json.skipChildren();
            }
        }
    }

    private void resource() throws IOException {
        if (!inObject("resource")) {
            return;
        }
        entry.hasResource = true;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "resourceType" -> entry.resourceType = text("resource.resourceType");
                case "id" -> entry.resourceId = textOrInteger("resource.id");
                case "meta" -> meta();
                default -> {
                    entry.holdsContent = true;
                    json.skipChildren();
                }
            }
        }
    }

    private void meta() throws IOException {
        if (!inObject("resource.meta")) {
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "versionId" -> entry.versionId = textOrInteger("resource.meta.versionId");
                case "lastUpdated" -> entry.lastUpdated = text("resource.meta.lastUpdated");
                case "tag" -> tags();
                default -> json.skipChildren();
            }
        }
    }

    private void tags() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                entry.subsetted |= name.equals("code")
                        && json.hasToken(JsonToken.VALUE_STRING)
                        && json.getText().equals("SUBSETTED");
                json.skipChildren();
            }
        }
    }

    private void request() throws IOException {
        if (!inObject("request")) {
            return;
        }
        entry.hasRequest = true;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "method" -> entry.method = method(text("request.method"));
                case "url" -> entry.url = text("request.url");
                default -> json.skipChildren();
            }
        }
    }

    private void response() throws IOException {
        if (!inObject("response")) {
            return;
        }
        entry.hasResponse = true;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "status" -> entry.status = textOrInteger("response.status");
                case "etag" -> entry.etag = textOrInteger("response.etag");
                case "location" -> entry.location = text("response.location");
                case "lastModified" -> entry.lastModified = text("response.lastModified");
                default -> json.skipChildren();
            }
        }
    }

    private void search() throws IOException {
        if (!inObject("search")) {
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("mode")) {
                String mode = text("search.mode");
                entry.searchMode = mode == null ? null : mode.toLowerCase(Locale.ROOT);
            } else {
                json.skipChildren();
            }
        }
    }

    private boolean inObject(String member) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        odd(member, "an object");
        return false;
    }

    private String text(String member) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            String text = json.getText();
            String stripped = text.strip();
            if (stripped.length() < text.length()) {
                entry.otherwise.add(member + " with spaces around it");
            }
            return stripped;
        }
        odd(member, "a string");
        return null;
    }

    /** An integer's digits can mean one text only; those of 2.0 or 2e3 could mean several. */
    private String textOrInteger(String member) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            entry.otherwise.add(member + " as a number");
            return json.getText();
        }
        return text(member);
    }

    private String method(String text) {
        String method = text == null || text.isEmpty() ? null : text.toUpperCase(Locale.ROOT);
        if (method != null && !method.equals(text)) {
            entry.otherwise.add("request.method in small letters");
        }
        return method;
    }

    private void odd(String member, String wanted) throws IOException {
        // FHIR has no null outside of arrays, but many a serialiser writes it for what is absent.
        if (json.currentToken() != JsonToken.VALUE_NULL && entry.oddMember == null) {
            entry.oddMember = member + " is not " + wanted;
        }
        json.skipChildren();
    }
}

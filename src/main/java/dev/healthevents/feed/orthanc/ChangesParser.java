package dev.healthevents.feed.orthanc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a page of {@code /changes}. */
final class ChangesParser implements PageReader<ChangesPage> {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<Change> changes = new ArrayList<>();
    private Boolean done;
    private long last = -1;

    /** @throws FeedException if this is no page of changes */
    @Override
    public ChangesPage read(InputStream in, Instant date) throws IOException, FeedException {
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notChanges("it is no object");
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                switch (name) {
                    case "Changes" -> rows(json, value);
                    case "Done" -> done = value.isBoolean() ? json.getBooleanValue() : null;
                    case "Last" -> last = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
                    default -> json.skipChildren();
                }
            }
        }
        if (done == null || last < 0) {
            throw notChanges(done == null ? "it does not say whether it is Done" : "it has no Last");
        }
        return new ChangesPage(changes, done, last);
    }

    private void rows(JsonParser json, JsonToken value) throws IOException, FeedException {
        if (value != JsonToken.START_ARRAY) {
            throw notChanges("Changes is no array");
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            changes.add(row(json));
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw notChanges("a row is no object");
        }
    }

    /** A row of which not even this much can be read is not Orthanc's; what the others hold is then anybody's guess. */
    private static Change row(JsonParser json) throws IOException, FeedException {
        long seq = -1;
        String type = null;
        String id = null;
        Instant date = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "Seq" -> seq = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
                case "ChangeType" -> type = json.getValueAsString();
                case "ID" -> id = json.getValueAsString();
                case "Date" -> date = OrthancTime.parse(json.getValueAsString());
                default -> json.skipChildren();
            }
        }
        if (seq < 0 || type == null || date == null) {
            throw notChanges(
                    "a row has no " + (seq < 0 ? "Seq" : type == null ? "ChangeType" : "Date such as 20261122T030315"));
        }
        return new Change(seq, type.equals("NewInstance"), id, date);
    }

    private static FeedException notChanges(String why) {
        return new FeedException(
                "/changes did not answer as Orthanc does: " + why + "; is `url` the base of an Orthanc?");
    }
}

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
import java.util.Objects;

/** Reads a page of {@code /changes}. */
final class ChangesParser implements PageReader<ChangesPage> {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<Change> changes = new ArrayList<>();
    private Boolean done;
    private Long last;

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
                    case "Done" -> done = JsonValue.truth(json);
                    case "Last" -> last = JsonValue.number(json);
                    default -> json.skipChildren();
                }
            }
            JsonValue.end(json, "/changes");
        }
        if (done == null || last == null) {
            throw notChanges(done == null ? "it does not say whether it is Done" : "it has no Last");
        }
        date();
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

    /**
     * A row without a number is not Orthanc's; what the others hold is then anybody's guess. One that may be of a stored
     * instance, and lacks anything else, has no ID here: it becomes a dead letter.
     */
    private static Change row(JsonParser json) throws IOException, FeedException {
        Long seq = null;
        String type = null;
        String id = null;
        Instant date = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "Seq" -> seq = JsonValue.number(json);
                case "ChangeType" -> type = JsonValue.text(json);
                case "ID" -> id = JsonValue.text(json);
                case "Date" -> date = OrthancTime.parse(JsonValue.text(json));
                default -> json.skipChildren();
            }
        }
        if (seq == null) {
            throw notChanges("a row has no Seq");
        }
        boolean stored = type == null || type.equals("NewInstance");
        return new Change(seq, stored, type == null || date == null ? null : id, date);
    }

    /** A row without a date stands where its neighbours do. */
    private void date() throws FeedException {
        Instant before = changes.stream()
                .map(Change::date)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (before == null && !changes.isEmpty()) {
            throw notChanges("no row has a Date such as 20261122T030315");
        }
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.date() == null) {
                changes.set(i, new Change(change.seq(), change.stored(), change.id(), before));
            }
            before = changes.get(i).date();
        }
    }

    private static FeedException notChanges(String why) {
        return new FeedException(
                "/changes did not answer as Orthanc does: " + why + "; is `url` the base of an Orthanc?");
    }
}

package dev.healthevents.feed.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.LooseTime;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;

/**
 * Reads one page of a history, or of a search, as a stream of JSON, without ever holding a resource.
 *
 * @see <a href="https://hl7.org/fhir/R4/bundle.html#history">FHIR R4, Bundle: history</a>
 */
final class HistoryPageParser implements PageReader<HistoryPage> {

    // What is skipped may be odd, as long as it is JSON: it must not cost us the page.
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String wanted;
    private final EntrySink sink;
    private final HistoryEntry entry = new HistoryEntry();

    private String resourceType;
    private String type;
    private Instant time;
    private Long total;
    private String next;
    private int entries;
    private boolean fullResources;
    private boolean smaller;
    private boolean timed;
    private boolean timeless;

    /** @param wanted the Bundle's type, {@code history} or {@code searchset} */
    HistoryPageParser(String wanted, EntrySink sink) {
        this.wanted = wanted;
        this.sink = sink;
    }

    /**
     * @throws NotSuchBundleException if this is no such Bundle
     * @throws FeedException if the sink gives up
     */
    @Override
    public HistoryPage read(InputStream in, Instant date) throws IOException, FeedException {
        try (JsonParser json = JSON.createParser(in)) {
            JsonToken root = json.nextToken();
            if (root != JsonToken.START_OBJECT) {
                throw notHistory(root == null ? "nothing at all" : "JSON that is no object");
            }
            bundle(json);
            if (json.nextToken() != null) {
                throw notHistory("a Bundle with something after its end");
            }
        }
        if (resourceType == null || type == null) {
            throw notHistory(resourceType == null ? "JSON without a resourceType" : "a Bundle without a type");
        }
        return new HistoryPage(
                time,
                date,
                total,
                next,
                entries,
                fullResources,
                smaller,
                timeless && !timed,
                timed,
                Set.copyOf(entry.otherwise));
    }

    private void bundle(JsonParser json) throws IOException, FeedException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "resourceType" -> {
                    resourceType = text(json);
                    if (!"Bundle".equals(resourceType)) {
                        throw notHistory("a resource of type " + shown(resourceType));
                    }
                }
                case "type" -> {
                    type = text(json);
                    if (!wanted.equalsIgnoreCase(type)) {
                        throw notHistory("a Bundle of type " + shown(type));
                    }
                }
                case "meta" -> meta(json);
                case "total" -> total = number(json);
                case "link" -> links(json, value);
                case "entry" -> entries(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void meta(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("lastUpdated")) {
                time = LooseTime.parse(text(json));
            } else {
                json.skipChildren();
            }
        }
    }

    private void links(JsonParser json, JsonToken value) throws IOException, FeedException {
        if (!array("link", value)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw notHistory("a Bundle with a link that is no object");
            }
            String relation = null;
            String url = null;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "relation" -> relation = relation(json);
                    case "url" -> url = text(json);
                    default -> json.skipChildren();
                }
            }
            if ("next".equalsIgnoreCase(relation)) {
                next(url);
            }
        }
    }

    private void next(String url) throws FeedException {
        if (url == null || url.isBlank()) {
            throw notHistory("a Bundle whose link to the next page has no URL");
        }
        if (next != null && !next.equals(url)) {
            throw notHistory("a Bundle with two links to the next page");
        }
        next = url;
    }

    /** One that can't be read might be the link to the next page. */
    private String relation(JsonParser json) throws IOException, FeedException {
        if (json.currentToken() != JsonToken.VALUE_STRING && json.currentToken() != JsonToken.VALUE_NULL) {
            throw notHistory("a Bundle with a link whose `relation` is no string");
        }
        return json.currentToken() == JsonToken.VALUE_NULL
                ? null
                : json.getText().strip();
    }

    private void entries(JsonParser json, JsonToken value) throws IOException, FeedException {
        if (!array("entry", value)) {
            return;
        }
        EntryParser parser = new EntryParser(json, entry);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            parser.parse();
            entries++;
            // With _elements=id,meta some servers leave mandatory elements in, but tag the resource.
            fullResources |= entry.holdsContent && !entry.subsetted;
            smaller |= entry.subsetted;
            timed |= entry.lastModified != null || entry.lastUpdated != null;
            timeless |= entry.isVersionWithoutTime();
            sink.accept(entry);
        }
    }

    /** Without its links or entries a page is not known to be whole, so here other types can't be passed over. */
    private boolean array(String member, JsonToken value) throws FeedException {
        if (value == JsonToken.START_ARRAY) {
            return true;
        }
        if (value == JsonToken.VALUE_NULL) {
            return false;
        }
        throw notHistory("a Bundle whose `" + member + "` is no array");
    }

    /** Nothing is lost where it can't be read: it is a check only. */
    private static Long number(JsonParser json) throws IOException {
        boolean scalar = json.currentToken().isScalarValue();
        String digits = scalar ? json.getText() : "";
        json.skipChildren();
        return digits.matches("\\d{1,18}") ? Long.valueOf(digits) : null;
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    private static String shown(String name) {
        return name == null || !name.matches("[A-Za-z-]{1,64}") ? "that is no name" : name;
    }

    private FeedException notHistory(String what) {
        return new NotSuchBundleException(wanted, what);
    }
}

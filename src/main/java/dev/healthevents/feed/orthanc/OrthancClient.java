package dev.healthevents.feed.orthanc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.http.Attempts;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** An Orthanc, by its REST API. */
final class OrthancClient implements Orthanc {

    private static final String JSON_TYPE = "application/json";
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{8}){4}");
    private static final int LONGEST_TIME = 64;

    private final FeedClient client;
    private final OrthancFeedSettings settings;

    OrthancClient(OrthancFeedSettings settings, Clock clock) {
        this.settings = settings;
        this.client = new FeedClient(settings.base(), settings.limits(), settings.authorization(), clock);
    }

    @Override
    public Instant now() throws FeedException {
        return get("/tools/now", "text/plain", () -> (in, date) -> {
            Instant now = OrthancTime.parse(new String(in.readNBytes(LONGEST_TIME), UTF_8).strip());
            if (now == null) {
                throw new FeedException("/tools/now did not answer a time; is `url` the base of an Orthanc?");
            }
            return now;
        });
    }

    @Override
    public ChangesPage changes(long since, int limit) throws FeedException {
        if (since < 0 || limit < 1) {
            throw new IllegalArgumentException("Orthanc can't be asked for " + limit + " changes since " + since);
        }
        return get("/changes?since=" + since + "&limit=" + limit, JSON_TYPE, ChangesParser::new);
    }

    @Override
    public ChangesPage newestChange() throws FeedException {
        return get("/changes?last", JSON_TYPE, ChangesParser::new);
    }

    @Override
    public List<String> instances(long since, int limit) throws FeedException {
        return get("/instances?since=" + since + "&limit=" + limit, JSON_TYPE, () -> this::ids);
    }

    @Override
    public long countInstances() throws FeedException {
        String count = member("/statistics", "CountInstances");
        try {
            return Long.parseLong("" + count);
        } catch (NumberFormatException e) {
            throw new FeedException("/statistics does not say CountInstances; is `url` the base of an Orthanc?");
        }
    }

    @Override
    public String version() throws FeedException {
        return member("/system", "Version");
    }

    @Override
    public Map<String, Resource> instances(Collection<String> ids) throws FeedException {
        return resources(ids, new ResourcesParser("SOPInstanceUID", "ParentSeries"));
    }

    @Override
    public Map<String, Resource> series(Collection<String> ids) throws FeedException {
        return resources(ids, new ResourcesParser("SeriesInstanceUID", "ParentStudy"));
    }

    @Override
    public Map<String, Resource> studies(Collection<String> ids) throws FeedException {
        return resources(ids, new ResourcesParser("StudyInstanceUID", "ParentPatient"));
    }

    /** Whether it looks like an id of Orthanc's, a SHA-1 in five groups; nothing else is ever sent back. */
    static boolean isId(String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** By id: those that Orthanc does not have any more it leaves out, so that places say nothing. */
    private Map<String, Resource> resources(Collection<String> ids, ResourcesParser parser) throws FeedException {
        if (ids.isEmpty()) {
            return Map.of();
        }
        if (!ids.stream().allMatch(OrthancClient::isId)) {
            throw new FeedException("Orthanc told an id that is none of its own kind, such as"
                    + " 379b4622-31b2cf03-5ed59cb5-02563792-27b422e8; is `url` the base of an Orthanc?");
        }
        String question = "{\"Resources\":[\"" + String.join("\",\"", ids) + "\"],\"Metadata\":false}";
        Map<String, Resource> byId = new HashMap<>();
        attempt(() -> client.post(url("/tools/bulk-content"), question, parser))
                .forEach(found -> byId.put(found.id(), found));
        return byId;
    }

    private String member(String path, String wanted) throws FeedException {
        PageReader<String> reader = (in, date) -> {
            try (JsonParser json = JSON.createParser(in)) {
                String found = null;
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                        json.nextToken();
                        found = name.equals(wanted) ? json.getValueAsString() : found;
                        json.skipChildren();
                    }
                }
                return found;
            }
        };
        return get(path, JSON_TYPE, () -> reader);
    }

    private List<String> ids(InputStream in, Instant date) throws IOException, FeedException {
        List<String> ids = new ArrayList<>();
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new FeedException("/instances did not answer as Orthanc does: it is no array");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                // What is not listed is taken for deleted, so nothing may be passed over.
                if (json.currentToken() != JsonToken.VALUE_STRING) {
                    throw new FeedException("/instances did not answer as Orthanc does: an item is no id");
                }
                ids.add(json.getText());
            }
            JsonValue.end(json, "/instances");
        }
        return ids;
    }

    /** @param reader makes one for each attempt, as what the one before took in does not count */
    private <T> T get(String path, String accept, Supplier<PageReader<T>> reader) throws FeedException {
        return attempt(() -> client.get(url(path), accept, reader.get()));
    }

    private static <T> T attempt(Attempts.Ask<T> ask) throws FeedException {
        return Attempts.page(ask, failure -> false, Duration.ZERO);
    }

    private URI url(String path) {
        return URI.create(settings.base() + path);
    }

    @Override
    public void watch(PageWatch watch) {
        client.watch(watch);
    }

    @Override
    public void close() {
        client.close();
    }
}

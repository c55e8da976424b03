package dev.healthevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.healthevents.standin.HistoryEntry.Operation;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one page of history as DSF 1.9 does: oldest first, pages by number, an exact total, whole resources whatever is
 * asked for, and links and URLs that begin with the address which the server thinks is its own.
 */
final class OldestFirstPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final String base;
    private final String path;
    private final boolean deletesHidden;

    /**
     * @param base the server's own idea of its address, without a slash at its end
     * @param path of the history below it, such as {@code /Patient/_history}
     */
    OldestFirstPage(Ledger ledger, String base, String path, boolean deletesHidden) {
        this.ledger = ledger;
        this.base = base;
        this.path = path;
        this.deletesHidden = deletesHidden;
    }

    /** @param type only of this type, null for all */
    byte[] render(OldestFirstQuery query, String type, Instant now) {
        List<HistoryEntry> all = ledger.page(query.from(), query.to(), type, false, 0, Integer.MAX_VALUE).stream()
                .filter(entry -> !deletesHidden || entry.operation() != Operation.DELETE)
                .toList();
        ObjectNode bundle = JSON.createObjectNode()
                .put("resourceType", "Bundle")
                .put("type", "history")
                .put("timestamp", EntryRenderer.time(now))
                .put("total", all.size());
        links(bundle.putArray("link"), query, all.size());
        ArrayNode entries = JSON.createArrayNode();
        all.stream()
                .skip(Math.max(0L, query.page() - 1L) * query.count())
                .limit(query.page() == 0 ? 0 : query.count())
                .forEach(entry -> entries.add(entry(entry)));
        if (!query.warnings().isEmpty()) {
            entries.add(warning(String.join("; ", query.warnings())));
        }
        if (!entries.isEmpty()) {
            bundle.set("entry", entries);
        }
        return bundle.toString().getBytes(UTF_8);
    }

    private void links(ArrayNode links, OldestFirstQuery query, int total) {
        int last = query.count() == 0 ? 0 : (total + query.count() - 1) / query.count();
        int page = query.page();
        if (page < 1 || page > last) {
            links.add(link("self", query.links(), Map.of("_count", 0)));
            return;
        }
        links.add(link("self", query, page));
        links.add(link("first", query, 1));
        if (page > 1) {
            links.add(link("previous", query, page - 1));
        }
        if (page < last) {
            links.add(link("next", query, page + 1));
        }
        links.add(link("last", query, last));
    }

    private ObjectNode link(String relation, OldestFirstQuery query, int page) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        numbers.put("_count", query.count());
        numbers.put("_page", page);
        return link(relation, query.links(), numbers);
    }

    private ObjectNode link(String relation, Map<String, String> parameters, Map<String, Integer> numbers) {
        StringBuilder url = new StringBuilder(base + path);
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.putAll(numbers);
        all.forEach((name, value) -> url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value.toString(), UTF_8)));
        return JSON.createObjectNode().put("relation", relation).put("url", url.toString());
    }

    private ObjectNode entry(HistoryEntry entry) {
        String reference = entry.type() + "/" + entry.id();
        String version = reference + "/_history/" + entry.version();
        boolean deleted = entry.operation() == Operation.DELETE;
        ObjectNode json = JSON.createObjectNode().put("fullUrl", base + "/" + reference);
        if (!deleted) {
            json.set("resource", EntryRenderer.whole(entry));
        }
        json.putObject("request")
                .put("method", deleted ? "DELETE" : entry.version() == 1 ? "POST" : "PUT")
                .put("url", deleted ? version : entry.type());
        json.putObject("response")
                .put("status", entry.version() == 1 ? "201 Created" : "200 OK")
                .put("location", base + "/" + version)
                .put("etag", "W/\"" + entry.version() + "\"")
                .put("lastModified", EntryRenderer.time(entry.lastUpdated()));
        return json;
    }

    private static JsonNode warning(String diagnostics) {
        ObjectNode outcome = JSON.createObjectNode().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "warning")
                .put("code", "processing")
                .put("diagnostics", diagnostics);
        ObjectNode entry = JSON.createObjectNode();
        entry.set("resource", outcome);
        entry.putObject("search").put("mode", "outcome");
        return entry;
    }
}

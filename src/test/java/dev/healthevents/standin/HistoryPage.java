package dev.healthevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Writes one page of history as HAPI does, newest first. Each page is cut from what is there now: paging is no snapshot. */
final class HistoryPage {

    private static final int DEFAULT_COUNT = 20;

    private final Ledger ledger;
    private final EntryRenderer entries;
    private final String path;
    private final int maxPageSize;

    /** @param path what links start with, e.g. {@code http://127.0.0.1:8080/fhir/_history} */
    HistoryPage(Ledger ledger, EntryRenderer entries, String path, int maxPageSize) {
        this.ledger = ledger;
        this.entries = entries;
        this.path = path;
        this.maxPageSize = maxPageSize;
    }

    /**
     * @param type only of this type, null for all
     * @param elsewhere what a next link shall start with instead, null for a sane one
     */
    ByteArrayOutputStream render(Query query, String type, Instant now, boolean withVersion, String elsewhere) {
        int asked = query.count() == null ? DEFAULT_COUNT : query.count();
        // On HAPI an explicit offset gets round the largest page size.
        int count = query.offset() == null ? Math.min(asked, maxPageSize) : asked;
        long offset = query.offset() == null ? 0 : query.offset();
        List<HistoryEntry> page = ledger.page(query.from(), query.to(), type, true, offset, count);
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + page.size() * (query.slim() ? 500 : 2600));
        out.writeBytes(("{\"resourceType\":\"Bundle\",\"id\":\"" + UUID.randomUUID() + "\",\"meta\":{\"lastUpdated\":\""
                        + EntryRenderer.time(now) + "\"},\"type\":\"history\"")
                .getBytes(UTF_8));
        if (count > 0) {
            out.writeBytes((total(query, type) + links(query, page.size(), count, offset, elsewhere)).getBytes(UTF_8));
        }
        for (int i = 0; i < page.size(); i++) {
            out.writeBytes((i == 0 ? ",\"entry\":[" : ",").getBytes(UTF_8));
            entries.write(page.get(i), query.slim(), withVersion, out);
        }
        out.writeBytes((page.isEmpty() ? "}" : "]}").getBytes(UTF_8));
        return out;
    }

    private String total(Query query, String type) {
        return query.unbounded() && type == null ? ",\"total\":" + ledger.size() : "";
    }

    private String links(Query query, int found, int count, long offset, String elsewhere) {
        List<String> links = new ArrayList<>();
        links.add(link("self", path, query.parameters()));
        if (found == count || elsewhere != null && found > 0) {
            Map<String, List<String>> next = new TreeMap<>(query.parameters());
            next.put("_count", List.of(Integer.toString(count)));
            next.put("_offset", List.of(Long.toString(offset + count)));
            links.add(link("next", elsewhere == null ? path : elsewhere + "/_history", next));
        }
        return ",\"link\":[" + String.join(",", links) + "]";
    }

    private static String link(String relation, String path, Map<String, List<String>> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach(
                (name, values) -> values.forEach(value -> pairs.add(name + "=" + URLEncoder.encode(value, UTF_8))));
        String query = pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
        return "{\"relation\":\"" + relation + "\",\"url\":\"" + path + query + "\"}";
    }
}

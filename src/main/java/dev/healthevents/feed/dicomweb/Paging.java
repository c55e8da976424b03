package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One search, page by page. A server may give fewer matches than it was asked for, so a page is the last one only where it
 * is empty. For one thread.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part18/sect_8.3.4.4.html">DICOM PS3.18, 8.3.4.4:
 *     paging</a>
 */
final class Paging {

    private final QidoClient client;
    private final Level level;
    private final String path;
    private final String query;
    private final String series;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private int offset;
    private boolean nameless;
    private boolean done;
    private boolean cutOff;

    /**
     * @param path below the service, for example {@code /studies}
     * @param query its keys, each followed by {@code &}
     * @param series in which the matches are, or {@code null} where each tells that
     */
    Paging(QidoClient client, Level level, String path, String query, String series) {
        this.client = client;
        this.series = series;
        this.level = level;
        this.path = path;
        this.query = query;
    }

    /**
     * Reads all of it.
     *
     * @param expected how many matches there should be, or {@code null}: when so many are found, no more is asked for
     */
    Paging all(Integer expected) throws FeedException {
        while (!done && (expected == null || found.size() != expected || nameless)) {
            step();
        }
        return this;
    }

    /** Reads the next page. */
    void step() throws FeedException {
        QidoPage page = client.page(path, query, offset);
        int size = page.found().size();
        int before = found.size();
        for (Found match : page.found()) {
            Found named = series == null ? match : match.in(series);
            String key = level.key(named);
            nameless |= key == null;
            if (key != null) {
                found.put(key, named);
            }
        }
        offset += size;
        if (size == 0) {
            done = true;
        } else if (found.size() == before) {
            // The same once more: an offset that means nothing. Who does not heed the limit either has told all.
            done = true;
            boolean mayBe = size > 1 && size <= client.pageSize() && !client.givesMore(level, size);
            cutOff = mayBe && client.heedsLimit(path, query);
        }
        client.gave(level, size);
    }

    boolean done() {
        return done;
    }

    /** Whether there may be more that can't be asked for. */
    boolean cutOff() {
        return cutOff;
    }

    /** Whether a match lacked the UID that tells it from others. */
    boolean nameless() {
        return nameless;
    }

    Collection<Found> found() {
        return found.values();
    }
}

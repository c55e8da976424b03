package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.http.Attempts;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.HttpStatusException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Searches a DICOMweb server, and remembers how large the pages are that it gives. Not for use by several threads at once.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part18/sect_8.3.4.html">DICOM PS3.18, 8.3.4:
 *     query parameters</a>
 */
final class QidoClient implements AutoCloseable {

    private static final String ACCEPT = "application/dicom+json";

    /** Smaller pages for servers that refuse large ones; 200 is what Azure's DICOM service gives. */
    private static final List<Integer> SMALLER = List.of(200, 100, 25);

    private final FeedClient client;
    private final String base;
    private final Map<Level, Integer> largest = new EnumMap<>(Level.class);
    private int pageSize;
    private boolean sizeIsFine;
    private Boolean heedsLimit;
    private long requests;

    /** @param clock for {@code Retry-After} dates */
    QidoClient(DicomwebFeedSettings settings, Clock clock) {
        this.client = new FeedClient(settings.base(), settings.limits(), settings.authorization(), clock);
        this.base = settings.base().toString();
        this.pageSize = settings.pageSize();
    }

    /**
     * One page of a search.
     *
     * @param path below the service, for example {@code /studies}
     * @param query its keys, each followed by {@code &}
     * @param offset how many matches to skip
     * @throws HttpStatusException if the answer is other than 2xx, also with smaller pages
     */
    QidoPage page(String path, String query, int offset) throws FeedException {
        while (true) {
            URI url = URI.create(base + path + "?" + query + "limit=" + pageSize + "&offset=" + offset);
            try {
                requests++;
                QidoPage page =
                        Attempts.page(() -> client.get(url, ACCEPT, new QidoParser()), failure -> false, Duration.ZERO);
                sizeIsFine = true;
                return page;
            } catch (HttpStatusException e) {
                if (!refusesSize(e.status())) {
                    throw e;
                }
            }
        }
    }

    private QidoPage get(String path, String query, int limit, int offset) throws FeedException {
        URI url = URI.create(base + path + "?" + query + "limit=" + limit + "&offset=" + offset);
        requests++;
        return Attempts.page(() -> client.get(url, ACCEPT, new QidoParser()), failure -> false, Duration.ZERO);
    }

    /**
     * Whether the server gives no more than it is asked for; who does not gives all at once.
     *
     * @param path of a search with several matches
     */
    boolean heedsLimit(String path, String query) throws FeedException {
        if (heedsLimit == null) {
            heedsLimit = get(path, query, 1, 0).found().size() <= 1;
        }
        return heedsLimit;
    }

    private boolean refusesSize(int status) {
        boolean refused = !sizeIsFine && (status == 400 || status == 413 || status == 422);
        int smaller = refused
                ? SMALLER.stream().filter(size -> size < pageSize).findFirst().orElse(0)
                : 0;
        pageSize = smaller == 0 ? pageSize : smaller;
        return smaller > 0;
    }

    /** How many matches were asked for at a time. */
    int pageSize() {
        return pageSize;
    }

    /** Goes back to a size that was refused, as the search was refused for another reason. */
    void pageSize(int before) {
        pageSize = before;
    }

    /** Whether a page of that size can't have been cut off, since the server has given larger ones. */
    boolean givesMore(Level level, int size) {
        return size < largest.getOrDefault(level, 0);
    }

    /** Takes note that the server gave so many matches at once. */
    void gave(Level level, int size) {
        largest.merge(level, size, Math::max);
    }

    /** How many requests there were. */
    long requests() {
        return requests;
    }

    void watch(PageWatch watch) {
        client.watch(watch);
    }

    @Override
    public void close() {
        client.close();
    }
}

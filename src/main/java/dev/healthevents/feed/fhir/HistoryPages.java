package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.feed.http.Attempts;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.HttpStatusException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pages of a history, with as little of each resource as the server is willing to leave out. */
final class HistoryPages {

    static final String ACCEPT = "application/fhir+json, application/json;q=0.9";

    private static final Logger LOG = LoggerFactory.getLogger(HistoryPages.class);

    /** Writers may shift a page's worth of repeats into the next page, but not a hundred times in a row. */
    private static final int MOST_PAGES_WITHOUT_NEWS = 100;

    /** Only the reader of the source knows how long this server may be left alone. */
    private static final Duration NO_WAIT = Duration.ofMillis(-1);

    private final FeedClient client;
    private final FhirFeedSettings settings;
    private final HistoryUrls urls;
    private boolean elements = true;

    HistoryPages(FeedClient client, FhirFeedSettings settings) {
        this.client = client;
        this.settings = settings;
        this.urls = new HistoryUrls(settings.base());
    }

    /** Whether pages are asked for with {@code _elements=id,meta}: true until the server refuses or ignores it. */
    boolean elements() {
        return elements;
    }

    /**
     * Reads a window to its last page.
     *
     * @return its first page
     * @throws FeedException if a page can't be had, or they don't come to an end
     */
    HistoryPage readAll(Window window, WindowChanges changes) throws FeedException {
        EntryReader reader = new EntryReader(settings.account(), changes);
        HistoryPage first = first(window, settings.pageSize(), reader);
        URI url = urls.of(window, settings.pageSize(), elements);
        Set<URI> visited = new HashSet<>();
        visited.add(url);
        int pagesWithoutNews = 0;
        for (HistoryPage page = first; page.next() != null; ) {
            url = urls.next(url, page.next());
            if (!visited.add(url)) {
                throw new FeedException("The links to the next pages of the history lead in a circle, after "
                        + visited.size() + " pages; this is a fault of the server");
            }
            int before = changes.distinct();
            page = page(url, reader);
            pagesWithoutNews = changes.distinct() > before ? 0 : pagesWithoutNews + 1;
            if (pagesWithoutNews >= MOST_PAGES_WITHOUT_NEWS) {
                throw new FeedException("The last " + pagesWithoutNews + " pages of the history held nothing new, and"
                        + " still link to a next one; this is a fault of the server");
            }
        }
        return first;
    }

    /** Reads the first page of a window only. */
    HistoryPage first(Window window, int count, EntrySink sink) throws FeedException {
        if (elements) {
            try {
                return get(window, count, sink, true);
            } catch (HttpStatusException e) {
                if (!refusesParameters(e)) {
                    throw e;
                }
            }
            HistoryPage page = get(window, count, sink, false);
            elements = false;
            LOG.info("{} refuses `_elements`; from now on it is asked for whole resources", settings.base());
            return page;
        }
        return get(window, count, sink, false);
    }

    private HistoryPage get(Window window, int count, EntrySink sink, boolean withElements) throws FeedException {
        URI url = urls.of(window, count, withElements);
        return page(url, sink);
    }

    private HistoryPage page(URI url, EntrySink sink) throws FeedException {
        HistoryPage page = Attempts.page(
                () -> client.get(url, ACCEPT, new HistoryPageParser(sink)),
                e -> e instanceof WindowTooLargeException || e instanceof WindowNotHonouredException,
                NO_WAIT);
        note(page);
        return page;
    }

    private void note(HistoryPage page) {
        if (elements && page.fullResources()) {
            elements = false;
            LOG.info("{} ignores `_elements` and answers whole resources; it is no longer asked for", settings.base());
        }
    }

    /** Strict servers, such as LinuxForHealth's and Firely's, refuse a history with parameters they don't know. */
    static boolean refusesParameters(HttpStatusException e) {
        return e.status() == 400 || e.status() == 422 || e.status() == 501;
    }
}

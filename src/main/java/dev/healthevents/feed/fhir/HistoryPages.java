package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.feed.http.Attempts;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.HttpStatusException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pages of a list, with as little of each resource as the server is willing to leave out. */
final class HistoryPages {

    static final String ACCEPT = "application/fhir+json, application/json;q=0.9";

    private static final Logger LOG = LoggerFactory.getLogger(HistoryPages.class);

    /** Writers may shift a page's worth of repeats into the next page, but not a hundred times in a row. */
    private static final int MOST_PAGES_WITHOUT_NEWS = 100;

    /** Only the reader of the source knows how long this server may be left alone. */
    private static final Duration NO_WAIT = Duration.ofMillis(-1);

    private final FeedClient client;
    private final FhirFeedSettings settings;
    private final Dialect dialect;
    private final HistoryUrls urls;

    HistoryPages(FeedClient client, FhirFeedSettings settings, Dialect dialect) {
        this.client = client;
        this.settings = settings;
        this.dialect = dialect;
        this.urls = new HistoryUrls(settings.base());
    }

    /**
     * Reads what a list holds of a window, to its last page.
     *
     * @return its first page
     * @throws FeedException if a page can't be had, or they don't come to an end
     */
    HistoryPage readAll(Listing listing, Window window, ChangeSink changes) throws FeedException {
        EntryReader reader = new EntryReader(settings, changes);
        ClosedWindows closed = dialect.closedWindows();
        HistoryPage first = first(listing, window, closed, settings.pageSize(), reader);
        boolean shifts = listing.search() && !window.open() && first.next() != null;
        if (shifts && !dialect.least(window)) {
            // A resource that is changed between two pages of a search leaves it, and what moves up is overlooked.
            throw new WindowTooLargeException(window, settings.pageSize());
        }
        URI url = urls.of(listing, window, settings.pageSize(), dialect.elements(), closed);
        follow(listing, url, first, reader, changes);
        return first;
    }

    /** Reads all versions of one resource. */
    void readVersions(String type, String id, ChangeSink changes) throws FeedException {
        EntryReader reader = new EntryReader(settings, changes);
        URI url = urls.versions(type, id, settings.pageSize());
        Listing listing = Listing.versions(type, id);
        follow(listing, url, page(listing, url, reader), reader, changes);
    }

    private void follow(Listing listing, URI from, HistoryPage first, EntryReader reader, ChangeSink changes)
            throws FeedException {
        URI url = from;
        Set<URI> visited = new HashSet<>();
        visited.add(url);
        int pagesWithoutNews = 0;
        for (HistoryPage page = first; page.next() != null; ) {
            url = urls.next(listing, url, page.next());
            if (!visited.add(url)) {
                throw new FeedException("The links to the next pages of the history lead in a circle, after "
                        + visited.size() + " pages; this is a fault of the server");
            }
            long before = changes.distinct();
            page = page(listing, url, reader);
            pagesWithoutNews = changes.distinct() > before ? 0 : pagesWithoutNews + 1;
            if (pagesWithoutNews >= MOST_PAGES_WITHOUT_NEWS) {
                throw new FeedException("The last " + pagesWithoutNews + " pages of the history held nothing new, and"
                        + " still link to a next one; this is a fault of the server");
            }
        }
    }

    /**
     * Reads the first page of a window only, asked for by {@code closed} if it has an end.
     *
     * @throws NoTimesException if it shows that the list has no times at all
     */
    HistoryPage first(Listing listing, Window window, ClosedWindows closed, int count, EntrySink sink)
            throws FeedException {
        long asked = System.nanoTime();
        try {
            HistoryPage page = asked(listing, window, closed, count, sink);
            requireTimes(listing, page);
            return page;
        } catch (HttpStatusException e) {
            if (e.status() != 404 || !dialect.observed().notFoundForEmpty()) {
                throw e;
            }
            return empty(listing, asked, e);
        }
    }

    /** One version without a time is a dead letter; where no version has one, nobody can tell what is new. */
    private void requireTimes(Listing listing, HistoryPage page) throws FeedException {
        Observed observed = dialect.observed();
        if (page.timed()) {
            observed.toldTimes(listing);
        }
        if (!page.timeless()
                || observed.tellsTimes(listing)
                || !dialect.listings().contains(listing)) {
            return;
        }
        if (!asked(listing, HistoryProbe.EVERYTHING, null, settings.pageSize(), entry -> {})
                .timed()) {
            throw new NoTimesException(settings.base() + listing.path());
        }
        observed.toldTimes(listing);
    }

    /** 404 is what such a server says of an empty list, as long as it has anything to tell of at all. */
    private HistoryPage empty(Listing listing, long asked, HttpStatusException notFound) throws FeedException {
        for (Listing other : Stream.concat(Stream.of(listing), dialect.listings().stream())
                .distinct()
                .toList()) {
            try {
                HistoryPage there = asked(other, HistoryProbe.EVERYTHING, null, 1, entry -> {});
                Instant time = there.time() == null && there.date() != null
                        ? there.date().minus(ServerTime.DISTRUST)
                        : there.time();
                return HistoryPage.empty(time == null ? null : time.minusNanos(System.nanoTime() - asked));
            } catch (HttpStatusException e) {
                if (e.status() != 404) {
                    throw e;
                }
            }
        }
        throw notFound;
    }

    private HistoryPage asked(Listing listing, Window window, ClosedWindows closed, int count, EntrySink sink)
            throws FeedException {
        if (dialect.elements()) {
            try {
                return page(listing, urls.of(listing, window, count, true, closed), sink);
            } catch (HttpStatusException e) {
                if (!refusesParameters(e)) {
                    throw e;
                }
            }
            HistoryPage page = page(listing, urls.of(listing, window, count, false, closed), sink);
            if (dialect.withoutElements()) {
                LOG.info("{} refuses `_elements`; from now on it is asked for whole resources", settings.base());
            }
            return page;
        }
        return page(listing, urls.of(listing, window, count, false, closed), sink);
    }

    private HistoryPage page(Listing listing, URI url, EntrySink sink) throws FeedException {
        HistoryPage page = Attempts.page(
                () -> client.get(url, ACCEPT, new HistoryPageParser(listing.bundleType(), sink)),
                e -> e instanceof WindowTooLargeException || e instanceof WindowNotHonouredException,
                NO_WAIT);
        note(page);
        return page;
    }

    private void note(HistoryPage page) {
        if (dialect.elements() && page.fullResources() && dialect.withoutElements()) {
            LOG.info("{} ignores `_elements` and answers whole resources; it is no longer asked for", settings.base());
        }
        for (String value : dialect.observed().readOtherwise(page.otherwise())) {
            LOG.warn("{} writes {}, which FHIR has otherwise; it is read all the same", settings.base(), value);
        }
    }

    /** Strict servers, such as LinuxForHealth's and Firely's, refuse a history with parameters they don't know. */
    static boolean refusesParameters(HttpStatusException e) {
        return e.status() == 400 || e.status() == 422 || e.status() == 501;
    }
}

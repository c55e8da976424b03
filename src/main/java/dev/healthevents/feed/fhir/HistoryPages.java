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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pages of a list, with as little of each resource as the server is willing to leave out. */
final class HistoryPages {

    static final String ACCEPT = "application/fhir+json, application/json;q=0.9";

    private static final Logger LOG = LoggerFactory.getLogger(HistoryPages.class);

    /** Only the reader of the source knows how long this server may be left alone. */
    private static final Duration NO_WAIT = Duration.ofMillis(-1);

    private final FeedClient client;
    private final FhirFeedSettings settings;
    private final Dialect dialect;
    private final HistoryUrls urls;
    private final WholeList whole;

    /** Without it, HAPI FHIR leaves out for a minute what is newer than the number of versions that it keeps in mind. */
    private boolean versionsSince = true;

    HistoryPages(FeedClient client, FhirFeedSettings settings, Dialect dialect) {
        this.client = client;
        this.settings = settings;
        this.dialect = dialect;
        this.urls = new HistoryUrls(settings.base());
        this.whole = new WholeList(this, dialect.paging(), settings);
    }

    /**
     * Reads what a list holds of a window, to its last page.
     *
     * @return its first page
     * @throws WindowTooLargeException if a closed window has to be read as smaller ones
     * @throws FeedException if a page can't be had, or the list can't be read to its end
     */
    HistoryPage readAll(Listing listing, Window window, ChangeSink changes) throws FeedException {
        ClosedWindows closed = dialect.closedWindows();
        WholeList.Request request = new WholeList.Request() {
            @Override
            public HistoryPage first(int count, EntrySink sink) throws FeedException {
                return HistoryPages.this.first(listing, window, closed, count, sink);
            }

            @Override
            public URI url(int count) {
                return urls.of(listing, window, count, dialect.elements(), closed);
            }
        };
        Window divisible = window.open() || dialect.least(window) ? null : window;
        return whole.read(listing, request, divisible, new EntryReader(settings, changes));
    }

    /** Reads all versions of one resource. */
    void readVersions(String type, String id, ChangeSink changes) throws FeedException {
        Listing listing = Listing.versions(type, id);
        WholeList.Request request = new WholeList.Request() {
            @Override
            public HistoryPage first(int count, EntrySink sink) throws FeedException {
                try {
                    return page(listing, url(count), sink);
                } catch (HttpStatusException e) {
                    if (!versionsSince || !refusesParameters(e)) {
                        throw e;
                    }
                    HistoryPage page = page(listing, urls.versions(type, id, count, false), sink);
                    versionsSince = false;
                    return page;
                }
            }

            @Override
            public URI url(int count) {
                return urls.versions(type, id, count, versionsSince);
            }
        };
        whole.read(listing, request, null, new EntryReader(settings, changes));
    }

    /** The server may lead all requests until {@link #endList} to one of its nodes. */
    void beginList() {
        client.beginList();
    }

    void endList() {
        client.endList();
    }

    /** Reads the page that a link leads to. */
    HistoryPage further(Listing listing, URI url, EntrySink sink) throws FeedException {
        try {
            return page(listing, url, sink);
        } catch (HttpStatusException e) {
            if (e.status() != 404 && e.status() != 410) {
                throw e;
            }
            throw new FeedException(
                    "A link to the next page of " + settings.base() + listing.path() + " is answered " + e.status()
                            + ": the link has expired, or another node made it, to which the balancer should lead back."
                            + " The list is read again from its beginning",
                    e.retryAfter(),
                    e);
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
        if (page.smaller()) {
            dialect.elementsProven();
        }
        if (dialect.elements() && page.fullResources() && dialect.ignoresElements()) {
            LOG.info("{} ignores `_elements` and answers whole resources; it is no longer asked for", settings.base());
        }
        dialect.observed().otherwise().read(page.otherwise());
    }

    /** Strict servers, such as LinuxForHealth's and Firely's, refuse a history with parameters they don't know. */
    static boolean refusesParameters(HttpStatusException e) {
        return e.status() == 400 || e.status() == 422 || e.status() == 501;
    }
}

package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowTooLargeException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a list whole. Where its pages show less than the server says there is, it is asked for larger pages, then for
 * smaller windows; if nothing helps that is an error, unless it is the number that is wrong.
 */
final class WholeList {

    private static final Logger LOG = LoggerFactory.getLogger(WholeList.class);

    /** The largest page that is asked for where the server says how many entries there are, and where it does not. */
    private static final int LARGEST = 100_000;

    private static final int LARGE = 10_000;

    /** Where something is erased all the time, what is overlooked for it is left to the next sweep. */
    private static final int MOST_MOVES = 3;

    /** Asks for the beginning of one list. */
    interface Request {

        HistoryPage first(int count, EntrySink sink) throws FeedException;

        URI url(int count);
    }

    private final ObservedPaging paging;
    private final HistoryUrls urls;
    private final FhirFeedSettings settings;
    private final HistoryPages pages;
    private int pageSize;

    WholeList(HistoryPages pages, ObservedPaging paging, FhirFeedSettings settings) {
        this.pages = pages;
        this.paging = paging;
        this.settings = settings;
        this.urls = new HistoryUrls(settings.base());
        this.pageSize = settings.pageSize();
    }

    /**
     * @param divisible the window that is asked for if it can be cut smaller, else {@code null}
     * @return the first page
     * @throws WindowTooLargeException if smaller windows are to be tried
     * @throws FeedException if a page can't be had, or the list can't be read to its end
     */
    HistoryPage read(Listing listing, Request request, Window divisible, EntrySink sink) throws FeedException {
        HistoryPage first = null;
        int before = -1;
        int moves = 0;
        for (int count = pageSize; ; ) {
            PageWalk walk = walk(listing, request, count, divisible, sink, moves < MOST_MOVES);
            first = first == null ? walk.first() : first;
            if (walk.moved() && moves++ < MOST_MOVES) {
                continue;
            }
            boolean whole = !walk.isStuck() && !(walk.isShort() && !paging.countsWrong());
            if (whole) {
                keep(count, walk);
                return first;
            }
            int larger = walk.first().entries() > before ? larger(walk, count) : count;
            if (larger == count) {
                judge(listing, request, count, divisible, walk);
                return first;
            }
            before = walk.first().entries();
            count = larger;
        }
    }

    private PageWalk walk(
            Listing listing, Request request, int count, Window divisible, EntrySink sink, boolean stopsIfMoved)
            throws FeedException {
        PageWalk walk = new PageWalk(paging, count, sink, stopsIfMoved);
        pages.beginList();
        try {
            HistoryPage first = request.first(count, walk.sink());
            if (listing.search() && divisible != null && first.next() != null) {
                // A resource that is changed between two pages of a search leaves it, and what moves up is overlooked.
                throw new WindowTooLargeException(divisible, count);
            }
            walk.follow(
                    listing, request.url(count), first, urls, (url, entries) -> pages.further(listing, url, entries));
            return walk;
        } finally {
            pages.endList();
        }
    }

    /** @return {@code count} where no page can be large enough */
    private static int larger(PageWalk walk, int count) {
        if (walk.total() == null) {
            return Math.max(count, (int) Math.min(4L * count, LARGE));
        }
        long all = Math.max(2L * count, walk.total() + count);
        return all <= LARGEST ? (int) all : count;
    }

    private void keep(int count, PageWalk walk) {
        if (count > pageSize && walk.first().entries() > pageSize) {
            pageSize = count;
            LOG.info(
                    "{} does not lead to what is behind a page of {}; from now on it is asked for {}",
                    settings.base(),
                    settings.pageSize(),
                    count);
        }
    }

    private void judge(Listing listing, Request request, int count, Window divisible, PageWalk walk)
            throws FeedException {
        if (!walk.isShort() && walk.advanced()) {
            // The links close a circle, and all that it leads to was read.
            return;
        }
        if (!walk.isStuck() && countsWrong(request, count, walk)) {
            if (paging.countedWrong()) {
                LOG.warn(
                        "{} counts {} entries (`total`) where it shows {}, though its pages are whole: it hides some from"
                                + " this user, or counts what was erased. Its `total` is not believed any more",
                        settings.base() + listing.path(),
                        walk.total(),
                        walk.counted());
            }
            return;
        }
        if (divisible != null) {
            throw new WindowTooLargeException(divisible, count);
        }
        String url = settings.base() + listing.path();
        throw new FeedException(
                walk.total() == null
                        ? url + " links to next pages that hold what earlier ones held, so what is behind them can't be"
                                + " read; mend the server's paging, or set `page-size` so that all is on one page"
                        : url + " shows " + walk.counted() + " of the " + walk.total() + " entries that it counts"
                                + " (`total`), and no link leads to the others; mend the server's paging or raise its"
                                + " largest page, or set `page-size` so that all is on one page");
    }

    /** Where paging works, the end of it is believed, and not the number. */
    private static boolean countsWrong(Request request, int count, PageWalk walk) throws FeedException {
        int shown = walk.first().entries();
        if (walk.first().next() != null) {
            return walk.endedAsPagesDo();
        }
        if (shown >= count) {
            return false;
        }
        if (shown < 2) {
            return true;
        }
        HistoryPage half = request.first(shown / 2, entry -> {});
        return half.entries() <= shown / 2 && half.next() != null;
    }
}

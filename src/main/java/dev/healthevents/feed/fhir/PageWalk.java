package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk through the pages of a list, link by link. No number of pages is too many while there is anything new on them;
 * where there is not, it comes to an end all the same.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#paging">FHIR R4, paging</a>
 */
final class PageWalk {

    private static final Logger LOG = LoggerFactory.getLogger(PageWalk.class);

    /** Writers may shift a page's worth of repeats into the next page, but not a hundred times in a row. */
    private static final int MOST_REPEATS = 100;

    /** A server that filters while it pages may have much to go through before it finds something. */
    private static final int MOST_EMPTY = 2_000;

    /** An entry more each page is nothing for these. */
    private static final int WORTH_AN_OVERLAP = 20;

    /** Once it is known that the empty ones have no end, and never led to anything. */
    private static final int FEW_EMPTY = 10;

    /** Asks for the page that a link leads to. */
    @FunctionalInterface
    interface Further {
        HistoryPage page(URI url, EntrySink sink) throws FeedException;
    }

    private final ObservedPaging paging;
    private final int count;
    private final ListedEntries entries;
    private final boolean stopsIfMoved;
    private HistoryPage first;
    private HistoryPage last;
    private Long total;
    private boolean advanced;
    private boolean repeating;
    private boolean openEnd;
    private boolean moved;

    /**
     * @param count how many entries a page is asked to have
     * @param stopsIfMoved whether it ends at once where entries were taken out of the list meanwhile
     */
    PageWalk(ObservedPaging paging, int count, EntrySink sink, boolean stopsIfMoved) {
        this.paging = paging;
        this.count = count;
        this.entries = new ListedEntries(sink);
        this.stopsIfMoved = stopsIfMoved;
    }

    /** Where the entries of all pages go, those of the first one too. */
    EntrySink sink() {
        return entries;
    }

    /** Follows the links from the first page on, to the last page that can be reached. */
    void follow(Listing listing, URI from, HistoryPage page, HistoryUrls urls, Further further) throws FeedException {
        first = page;
        reached(page);
        Set<URI> visited = new HashSet<>(Set.of(from));
        URI url = from;
        int empty = 0;
        int repeats = 0;
        while (last.next() != null) {
            URI link = urls.next(listing, url, last.next());
            boolean overlap = paging.mayOverlap() && last.entries() >= WORTH_AN_OVERLAP;
            URI next = overlap ? HistoryUrls.overlapping(url, last.entries(), link) : link;
            if (!visited.add(next)) {
                openEnd = true;
                return;
            }
            long before = entries.news();
            if (next != link) {
                entries.overlap();
            }
            reached(further.page(next, entries));
            if (next != link && paging.lostEntries(entries.beginsWithKnown())) {
                moved = true;
                if (stopsIfMoved) {
                    return;
                }
            }
            url = next;
            if (entries.news() > before) {
                foundAfter(empty);
                advanced = true;
                repeating = false;
                empty = 0;
                repeats = 0;
            } else if (last.entries() == 0) {
                if (++empty >= (paging.endless() ? FEW_EMPTY : MOST_EMPTY)) {
                    endless(url);
                    return;
                }
            } else {
                repeating = last.entries() >= Math.min(count, first.entries());
                if (++repeats >= MOST_REPEATS) {
                    repeating = true;
                    openEnd = true;
                    return;
                }
            }
        }
    }

    private void reached(HistoryPage page) {
        last = page;
        if (page.total() != null) {
            // While it is read more may be added, which is on the first pages, or taken out.
            total = total == null ? page.total() : Long.valueOf(Math.min(total, page.total()));
        }
    }

    private void foundAfter(int empty) {
        if (empty > 0) {
            paging.ledOn();
        }
    }

    private void endless(URI url) {
        if (paging.hadNoEnd()) {
            LOG.warn(
                    "The last {} pages of {} were empty, and each links to a next one: what came before them is taken"
                            + " for all there is. Have the server's paging mended",
                    MOST_EMPTY,
                    url.getRawPath());
        }
    }

    HistoryPage first() {
        return first;
    }

    /** How many different entries came of those that {@link #total} counts. */
    long counted() {
        return entries.counted();
    }

    /** How many there are by the server's own word, or {@code null} where it gives none. */
    Long total() {
        return total;
    }

    /** Whether something was taken out of the list while it was read, so that others may have moved up to pages that were read before. */
    boolean moved() {
        return moved;
    }

    /** Whether fewer came than the server says there are. */
    boolean isShort() {
        return total != null && entries.counted() < total;
    }

    /** Whether links led back to what earlier pages held, while there may be more. */
    boolean isStuck() {
        return repeating && (openEnd || !advanced || isShort());
    }

    /** Whether links led to more than the first page held. */
    boolean advanced() {
        return advanced;
    }

    /** Whether links led to more than the first page held, and at last to a page that was not full. */
    boolean endedAsPagesDo() {
        return advanced && last.entries() < first.entries();
    }
}

package dev.healthevents.feed.fhir;

import java.time.Instant;
import java.util.Set;

/**
 * One page of a history, apart from its entries.
 *
 * @param time {@code Bundle.meta.lastUpdated}, the server's clock when it answered, or {@code null}
 * @param date the {@code Date} header, or {@code null}
 * @param total how many entries all its pages have by the server's own word, or {@code null}
 * @param next the {@code next} link as it stands there, or {@code null} on the last page
 * @param entries how many entries it held
 * @param fullResources whether any entry held a resource that {@code _elements} did not make smaller
 * @param smaller whether any entry held one that it made smaller
 * @param timeless whether it held versions of resources, and no entry said when it was
 * @param timed whether any entry said when it was
 * @param otherwise what was read although FHIR has it otherwise, in words for people
 */
record HistoryPage(
        Instant time,
        Instant date,
        Long total,
        String next,
        int entries,
        boolean fullResources,
        boolean smaller,
        boolean timeless,
        boolean timed,
        Set<String> otherwise) {

    /** A list in which there is nothing. @param time as above */
    static HistoryPage empty(Instant time) {
        return new HistoryPage(time, null, null, null, 0, false, false, false, false, Set.of());
    }
}

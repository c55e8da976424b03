package dev.healthevents.feed.dicom;

import dev.healthevents.feed.Rejected;
import java.time.Instant;
import java.util.List;

/**
 * One page of a change feed.
 *
 * @param changes the rows that were understood, in the service's order
 * @param rejected those that were not
 * @param date what the {@code Date} header said, to the second, or {@code null}
 */
record ChangeFeedPage(List<DicomChange> changes, List<Rejected> rejected, Instant date) {

    /** How many rows the page has. */
    int rows() {
        return changes.size() + rejected.size();
    }
}

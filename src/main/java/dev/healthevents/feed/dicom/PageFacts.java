package dev.healthevents.feed.dicom;

import java.time.Instant;

/**
 * What was found when a span of sequence numbers was asked for.
 *
 * @param complete whether each number of the span had its row, so that no other can appear in it
 * @param oldest the oldest time of a row, or {@code null} if there was none
 * @param newest the newest time of a row, or {@code null} if there was none
 * @param latest the feed's highest sequence before it was asked for
 * @param noticed when it was asked for first, by the service's clock
 * @param asked when it was asked for last, by the service's clock
 */
record PageFacts(boolean complete, Instant oldest, Instant newest, long latest, Instant noticed, Instant asked) {

    boolean empty() {
        return newest == null;
    }

    /** Whether every row that was there is older. */
    boolean olderThan(Instant time) {
        return newest == null || newest.isBefore(time);
    }

    /** Whether every row that was there is of that time or younger; an empty page tells nothing. */
    boolean from(Instant time) {
        return oldest != null && !oldest.isBefore(time);
    }
}

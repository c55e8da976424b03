package dev.healthevents.feed.dicom;

import java.time.Instant;

/**
 * What a feed says is its latest row: the highest sequence in version 1 of the API, the newest time in version 2.
 *
 * @param sequence its number, or 0 where nothing has happened yet
 * @param time its timestamp, or {@code null} where nothing has happened yet or it can't be read
 * @param date what the {@code Date} header said, to the second, or {@code null}
 */
record LatestRow(long sequence, Instant time, Instant date) {

    boolean none() {
        return sequence == 0;
    }
}

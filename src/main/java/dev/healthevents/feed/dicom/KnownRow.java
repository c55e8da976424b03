package dev.healthevents.feed.dicom;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * A row that was in the feed: rows are never changed nor taken away, so a feed without it is another one.
 *
 * @param epoch the feed's epoch at that time
 * @param sequence the row's number
 * @param time its timestamp
 */
public record KnownRow(int epoch, long sequence, Instant time) {

    /** Reads what {@link #toString} wrote. @throws IllegalArgumentException if this was not written by it */
    public static KnownRow parse(String text) {
        String[] parts = text.split(" ");
        try {
            if (parts.length == 3) {
                return new KnownRow(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Instant.parse(parts[2]));
            }
        } catch (NumberFormatException | DateTimeException e) {
            // Said below, for all.
        }
        throw new IllegalArgumentException("This is no row of a change feed: " + text);
    }

    /** {@code epoch sequence time}, to be kept as a text. */
    @Override
    public String toString() {
        return epoch + " " + sequence + " " + time;
    }
}

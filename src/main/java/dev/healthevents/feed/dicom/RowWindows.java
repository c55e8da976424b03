package dev.healthevents.feed.dicom;

import dev.healthevents.feed.FeedException;
import java.time.Instant;

/** Reads windows of time from one version of the change feed's API. */
interface RowWindows {

    /**
     * Reads a window to its last page.
     *
     * @param rows what gathers them, for bounds in whole milliseconds
     * @return the service's clock before it began to answer, or {@code null} if it does not tell its time
     */
    Instant read(WindowRows rows) throws FeedException;

    /** The row of that number and time, which is known to have been there; whether it still is. */
    boolean has(KnownRow row) throws FeedException;

    /** A time at or before that of every row; {@code before} if there is none before it. */
    Instant oldest(Instant before) throws FeedException;
}

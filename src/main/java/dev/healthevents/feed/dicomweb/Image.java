package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.dicom.Uids;
import java.time.Instant;

/**
 * An image of a study, as it is remembered.
 *
 * @param series Series Instance UID
 * @param sop SOP Instance UID
 * @param number the sequence number that it was announced with, or 0 where it was there before
 * @param epoch the epoch in which that was
 * @param time when it was found, in whole milliseconds
 */
public record Image(String series, String sop, long number, int epoch, Instant time) {

    /** Its UIDs, as an image of that study. */
    Uids of(String study) {
        return new Uids(study, series, sop);
    }
}

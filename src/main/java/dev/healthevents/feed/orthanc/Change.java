package dev.healthevents.feed.orthanc;

import java.time.Instant;

/**
 * A row of {@code /changes}.
 *
 * @param seq its number, growing; as Orthanc writes it until {@link ChangeLog} has made it whole
 * @param stored whether it says that an instance was stored; nothing else in there concerns us
 * @param id Orthanc's id of what changed
 * @param date when, in whole seconds
 */
record Change(long seq, boolean stored, String id, Instant date) {

    Change at(long whole) {
        return new Change(whole, stored, id, date);
    }
}

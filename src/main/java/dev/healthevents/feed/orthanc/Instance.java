package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.dicom.Uids;

/**
 * An instance that Orthanc holds, as far as we know. Several may be the same image, as its UIDs name it: Orthanc tells
 * instances apart by the patient's id as well.
 *
 * @param id Orthanc's own id for it, which is made of its patient and UIDs but can't be turned back into them
 * @param seq the Seq of the row of {@code /changes} that was announced last; rows up to it are past
 * @param number the sequence number that this row was given
 * @param kind what it was announced as
 * @param epoch the epoch in which it was
 */
public record Instance(String id, Uids uids, long seq, long number, Kind kind, int epoch) {

    /** What an instance was announced as. */
    public enum Kind {
        /** It was there when the source was first read, and has not been announced yet. */
        LEARNT,
        CREATED,
        UPDATED
    }
}

package dev.healthevents.feed.dicomweb;

/**
 * What is remembered of a study, but for its images.
 *
 * @param uid Study Instance UID
 * @param date Study Date, eight digits, or {@code null}
 * @param images how many of its images are remembered
 * @param state whether it was listed
 */
public record StudyHead(String uid, String date, int images, State state) {

    /** What is still to be done with a study. */
    public enum State {
        LISTED,

        /** It was there at the first contact, and its images have yet to be learnt; none of them is announced. */
        TO_LEARN,

        /** It was there at the first contact, and its images have yet to be announced. */
        TO_ANNOUNCE
    }
}

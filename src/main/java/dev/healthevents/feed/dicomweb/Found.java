package dev.healthevents.feed.dicomweb;

/**
 * A match of a search, as far as it concerns us; what the server does not tell is {@code null}.
 *
 * @param study Study Instance UID
 * @param series Series Instance UID
 * @param sop SOP Instance UID
 * @param date Study Date, eight digits
 * @param count Number of Study Related Instances
 */
record Found(String study, String series, String sop, String date, Integer count) {

    /** The same match, in a series that is known by what was asked for. */
    Found in(String known) {
        return new Found(study, known, sop, date, count);
    }
}

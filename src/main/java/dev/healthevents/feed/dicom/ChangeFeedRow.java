package dev.healthevents.feed.dicom;

import java.util.Set;
import java.util.TreeSet;

/**
 * What one row says that matters here, as it says it. Filled anew for every row by {@link RowParser}; whoever wants
 * to keep anything copies it.
 */
final class ChangeFeedRow {

    private static final String UID = "[0-9.]{1,64}";

    String sequence;
    String partitionName;
    String studyInstanceUid;
    String seriesInstanceUid;
    String sopInstanceUid;
    String action;
    String timestamp;

    /** The first member that has another JSON type than it should, or {@code null}. */
    String oddMember;

    /** What was read although the service writes it otherwise, of this row and those before it. */
    final Set<String> otherwise = new TreeSet<>();

    void clear() {
        sequence = partitionName = studyInstanceUid = seriesInstanceUid = null;
        sopInstanceUid = action = timestamp = oddMember = null;
    }

    /** All that identifies the row, so that the same row read again is known by it. */
    String facts() {
        return String.join(
                "\n",
                "" + sequence,
                "" + partitionName,
                "" + studyInstanceUid,
                "" + seriesInstanceUid,
                "" + sopInstanceUid,
                "" + action,
                "" + timestamp,
                "" + oddMember);
    }

    /** What an operator needs to find the row in the feed: ids, no content. */
    String description() {
        StringBuilder text = new StringBuilder();
        append(text, "sequence", sequence, "[0-9]{1,20}");
        append(text, "action", action, "[A-Za-z]{1,20}");
        append(text, "timestamp", timestamp, "[0-9TZ:.+-]{1,40}");
        append(text, "partitionName", partitionName, "[0-9A-Za-z._-]{1,64}");
        append(text, "studyInstanceUid", studyInstanceUid, UID);
        append(text, "seriesInstanceUid", seriesInstanceUid, UID);
        append(text, "sopInstanceUid", sopInstanceUid, UID);
        return text.isEmpty() ? "a row without ids" : text.toString();
    }

    /** What stands in the place of an id may be anything, even a patient's name; then only its length is told. */
    private static void append(StringBuilder text, String name, String value, String harmless) {
        if (value == null) {
            return;
        }
        text.append(text.isEmpty() ? "" : " ")
                .append(name)
                .append('=')
                .append(value.matches(harmless) ? value : "(" + value.length() + " characters)");
    }
}

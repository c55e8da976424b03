package dev.healthevents.feed.dicom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads one row off a JSON stream. Members are known whatever their case: the service writes {@code sopInstanceUid}, its
 * documentation {@code SopInstanceUid}, others {@code SOPInstanceUID}.
 */
final class RowParser {

    private final JsonParser json;
    private final ChangeFeedRow row;

    RowParser(JsonParser json, ChangeFeedRow row) {
        this.json = json;
        this.row = row;
    }

    /** Reads from the row's first token to its last; a member of another type than it should have is noted, not thrown. */
    void parse() throws IOException {
        row.clear();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            row.oddMember = "the row is no object";
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name.toLowerCase(Locale.ROOT)) {
                case "sequence" -> row.sequence = number("sequence");
                case "partitionname" -> row.partitionName = text("partitionName");
                case "studyinstanceuid" -> row.studyInstanceUid = uid("studyInstanceUid");
                case "seriesinstanceuid" -> row.seriesInstanceUid = uid("seriesInstanceUid");
                case "sopinstanceuid" -> row.sopInstanceUid = uid("sopInstanceUid");
                case "action" -> row.action = text("action");
                case "timestamp" -> row.timestamp = text("timestamp");
                default -> json.skipChildren();
            }
        }
    }

    private String number(String member) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getText();
        }
        String text = text(member);
        if (text != null) {
            row.otherwise.add(member + " as a string");
        }
        return text;
    }

    /** DICOM fills UIDs up with a zero to an even length. @see DICOM PS3.5, section 9.1 */
    private String uid(String member) throws IOException {
        String uid = text(member);
        int end = uid == null ? 0 : uid.length();
        while (end > 0 && uid.charAt(end - 1) == 0) {
            end--;
        }
        if (uid == null || end == uid.length()) {
            return uid;
        }
        row.otherwise.add(member + " with its filling");
        return uid.substring(0, end);
    }

    private String text(String member) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            String text = json.getText();
            String stripped = text.strip();
            if (stripped.length() < text.length()) {
                row.otherwise.add(member + " with spaces around it");
            }
            return stripped;
        }
        if (token != JsonToken.VALUE_NULL && row.oddMember == null) {
            row.oddMember = member + " is of another type than it should be";
        }
        json.skipChildren();
        return null;
    }
}

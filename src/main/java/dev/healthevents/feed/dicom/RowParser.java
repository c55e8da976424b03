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
                case "sequence" -> row.sequence = text("sequence", JsonToken.VALUE_NUMBER_INT);
                case "partitionname" -> row.partitionName = text("partitionName", null);
                case "studyinstanceuid" -> row.studyInstanceUid = text("studyInstanceUid", null);
                case "seriesinstanceuid" -> row.seriesInstanceUid = text("seriesInstanceUid", null);
                case "sopinstanceuid" -> row.sopInstanceUid = text("sopInstanceUid", null);
                case "action" -> row.action = text("action", null);
                case "timestamp" -> row.timestamp = text("timestamp", null);
                default -> json.skipChildren();
            }
        }
    }

    /** @param also another JSON type than a string that will do, or {@code null} */
    private String text(String member, JsonToken also) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token == also) {
            return json.getText();
        }
        if (token != JsonToken.VALUE_NULL && row.oddMember == null) {
            row.oddMember = member + " is of another type than it should be";
        }
        json.skipChildren();
        return null;
    }
}

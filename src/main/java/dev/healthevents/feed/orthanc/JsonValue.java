package dev.healthevents.feed.orthanc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import java.io.IOException;

/**
 * The value at which a stream of JSON stands, where it can mean one thing only, else {@code null}. Read to its end in
 * any case: what stands within a list or an object is nobody else's.
 */
final class JsonValue {

    private static final String WHOLE = "[+-]?\\d{1,19}";

    private JsonValue() {}

    /** A string, without spaces around it. */
    static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText().strip();
        }
        json.skipChildren();
        return null;
    }

    /** A whole number, also as a string. */
    static Long number(JsonParser json) throws IOException {
        String digits = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getText() : text(json);
        try {
            return digits != null && digits.matches(WHOLE) ? Long.valueOf(digits) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A boolean, also as a string. */
    static Boolean truth(JsonParser json) throws IOException {
        if (json.currentToken().isBoolean()) {
            return json.getBooleanValue();
        }
        String text = text(json);
        return "true".equalsIgnoreCase(text) ? Boolean.TRUE : "false".equalsIgnoreCase(text) ? Boolean.FALSE : null;
    }

    /**
     * Sees to it that the answer ends where its JSON does.
     *
     * @param path that was asked for, for people
     * @throws FeedException if there is more
     */
    static void end(JsonParser json, String path) throws IOException, FeedException {
        if (json.nextToken() != null) {
            throw new FeedException(
                    path + " did not answer as Orthanc does: there is something after the end of its JSON");
        }
    }
}

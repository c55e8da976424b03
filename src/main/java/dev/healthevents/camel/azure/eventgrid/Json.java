package dev.healthevents.camel.azure.eventgrid;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** JSON texts by their bytes, UTF-8. */
final class Json {

    static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** The first character that is not blank, or 0. */
    static char first(byte[] json) {
        for (byte b : json) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return (char) b;
            }
        }
        return 0;
    }

    /**
     * The elements of an array, as they came.
     *
     * @throws IllegalArgumentException if it is not one whole array
     */
    static List<byte[]> elements(byte[] json) {
        List<byte[]> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                elements.add(Arrays.copyOfRange(
                        json, from, (int) parser.currentLocation().getByteOffset()));
            }
            end(parser);
            return elements;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Makes sure that nothing follows. */
    static void end(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("A body has something behind its JSON: send several events as an array");
        }
    }

    /** Without the words of the parser, which quote what may not be in a log. */
    static IllegalArgumentException broken(IOException failure) {
        JsonLocation at = failure instanceof JsonProcessingException e ? e.getLocation() : null;
        return new IllegalArgumentException(
                "A body is not JSON" + (at == null ? "" : ": it breaks at byte " + at.getByteOffset()));
    }
}

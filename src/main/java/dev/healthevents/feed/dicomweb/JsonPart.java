package dev.healthevents.feed.dicomweb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * The JSON of an answer, also where it comes as the part of a multipart message: without the boundary and the headers
 * before it. What follows the array is never asked for.
 */
final class JsonPart extends FilterInputStream {

    private static final int MOST_HEADER = 16 << 10;

    private final boolean ofSeveral;

    JsonPart(InputStream body) throws IOException {
        super(new PushbackInputStream(body, 1));
        ofSeveral = skipHeaders();
    }

    /** Whether it came as the part of a multipart message, and so more may follow. */
    boolean ofSeveral() {
        return ofSeveral;
    }

    private boolean skipHeaders() throws IOException {
        PushbackInputStream body = (PushbackInputStream) in;
        int first = body.read();
        while (first == '\r' || first == '\n') {
            first = body.read();
        }
        if (first >= 0) {
            body.unread(first);
        }
        if (first != '-') {
            return false;
        }
        // An empty line ends the headers.
        int length = -1;
        for (int read = 0; length != 0 && read < MOST_HEADER; read++) {
            length = line(body);
        }
        return true;
    }

    private static int line(InputStream body) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = body.read(); next >= 0 && next != '\n' && line.length() < MOST_HEADER; next = body.read()) {
            line.append((char) next);
        }
        return line.toString().strip().length();
    }
}

package dev.healthevents.standin;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param target path and query, undecoded
 * @param headers names in any case
 */
public record Request(String method, String target, Map<String, String> headers, byte[] body, Instant at) {

    /** The target up to its question mark. */
    public String path() {
        return target.split("\\?", 2)[0];
    }

    /** The target after its question mark, empty if there is none. */
    public String query() {
        String[] parts = target.split("\\?", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    boolean acceptsGzip() {
        return headers.getOrDefault("Accept-Encoding", "").contains("gzip");
    }

    boolean keepAlive() {
        return !headers.getOrDefault("Connection", "").equalsIgnoreCase("close");
    }

    /** Reads the next request of a connection, whose body has a length; null at the end of the connection. */
    static Request read(BufferedInputStream in, Instant at) throws IOException {
        String line = line(in);
        if (line == null || line.isEmpty()) {
            return null;
        }
        String[] words = line.split(" ");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        return new Request(words[0], words[1], headers, body, at);
    }

    private static String line(BufferedInputStream in) throws IOException {
        StringBuilder line = new StringBuilder(120);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new EOFException("The connection ended within a request");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}

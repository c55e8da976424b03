package dev.healthevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** An answer, and how its transfer ends. */
public record Response(int status, Map<String, String> headers, byte[] body, Ending ending) {

    private static final int CHUNK = 64 * 1024;

    /** How far the transfer of an answer gets. */
    public enum Ending {
        COMPLETE,
        SHORT_OF_LENGTH,
        CUT_CHUNK,
        HANG,
        RESET
    }

    static Response json(int status, byte[] body) {
        return of(status, "application/fhir+json;charset=UTF-8", body);
    }

    public static Response text(int status, String type, String body) {
        return of(status, type, body.getBytes(UTF_8));
    }

    private static Response of(int status, String type, byte[] body) {
        return new Response(status, Map.of("Content-Type", type), body, Ending.COMPLETE);
    }

    static Response outcome(int status, String diagnostics) {
        String escaped = diagnostics.replace("\"", "\\\"");
        return json(
                status,
                ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"processing\","
                                + "\"diagnostics\":\"" + escaped + "\"}]}")
                        .getBytes(UTF_8));
    }

    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body, ending);
    }

    public Response ending(Ending other) {
        return new Response(status, headers, body, other);
    }

    Response gzipped() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 8 + 256);
        try (OutputStream gzip = new FastGzip(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Response(status, headers, out.toByteArray(), ending).with("Content-Encoding", "gzip");
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, CHUNK);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Sends what of the answer is to be sent; HANG and RESET are the connection's matter. */
    void send(OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (status == 204) {
            out.write(head.append("\r\n").toString().getBytes(UTF_8));
            return;
        }
        boolean byLength = ending == Ending.SHORT_OF_LENGTH;
        head.append(byLength ? "Content-Length: " + body.length : "Transfer-Encoding: chunked")
                .append("\r\n\r\n");
        out.write(head.toString().getBytes(UTF_8));
        if (byLength) {
            out.write(body, 0, body.length / 2);
            return;
        }
        int end = ending == Ending.CUT_CHUNK ? body.length / 2 : body.length;
        for (int at = 0; at < end; at += CHUNK) {
            int length = Math.min(CHUNK, body.length - at);
            out.write((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
            out.write(body, at, Math.min(length, end - at));
            out.write("\r\n".getBytes(UTF_8));
        }
        if (ending == Ending.COMPLETE) {
            out.write("0\r\n\r\n".getBytes(UTF_8));
        }
    }
}

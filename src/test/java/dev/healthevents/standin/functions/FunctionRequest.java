package dev.healthevents.standin.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param query parameters, decoded; names in any case
 * @param headers names in any case
 * @param clientPort tells connections apart
 */
public record FunctionRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        int clientPort) {

    static FunctionRequest read(HttpExchange exchange, int mostBytes) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        // One byte more than is allowed shows that there are too many.
        byte[] body = exchange.getRequestBody().readNBytes(mostBytes + 1);
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        return new FunctionRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                body,
                exchange.getRemoteAddress().getPort());
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : raw == null ? new String[0] : raw.split("&")) {
            String[] pair = part.split("=", 2);
            query.putIfAbsent(
                    URLDecoder.decode(pair[0], UTF_8), pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8));
        }
        return query;
    }

    /** A header, or the empty string. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /** Whether it carries this key in the header or the query, as the host looks for them. */
    boolean has(String key) {
        return key.equals(headers.containsKey("x-functions-key") ? header("x-functions-key") : query.get("code"));
    }
}

package dev.healthevents.standin.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/**
 * Takes traces by OTLP over HTTP in protobuf, and refuses what a collector refuses.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
public final class OtlpServer implements AutoCloseable {

    private final HttpServer server;
    private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    private OtlpServer(HttpServer server) {
        this.server = server;
    }

    public static OtlpServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OtlpServer server = new OtlpServer(http);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            String refusal = refusal(exchange, body);
            if (refusal != null) {
                refusals.add(refusal);
                exchange.sendResponseHeaders(Integer.parseInt(refusal.substring(0, 3)), -1);
                return;
            }
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return body.readAllBytes();
        } catch (java.util.zip.ZipException e) {
            return null;
        }
    }

    private static String refusal(HttpExchange exchange, byte[] body) {
        if (!exchange.getRequestURI().toString().equals("/v1/traces")) {
            return "404 " + exchange.getRequestURI();
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return "405 " + exchange.getRequestMethod();
        }
        if (!"application/x-protobuf".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return "415 " + exchange.getRequestHeaders().getFirst("Content-Type");
        }
        try {
            ExportTraceServiceRequest request =
                    ExportTraceServiceRequest.parseFrom(body == null ? new byte[] {1} : body);
            boolean good = request.getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .allMatch(OtlpServer::valid);
            return good ? null : "400 a span without ids, a name or times";
        } catch (InvalidProtocolBufferException e) {
            return "400 no ExportTraceServiceRequest";
        }
    }

    private static boolean valid(Span span) {
        return span.getTraceId().size() == 16
                && span.getSpanId().size() == 8
                && !span.getName().isEmpty()
                && span.getStartTimeUnixNano() > 0
                && span.getEndTimeUnixNano() >= span.getStartTimeUnixNano();
    }

    /** Base URL, without {@code /v1/traces}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Span> spans() {
        return received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    public List<ResourceSpans> resources() {
        return List.copyOf(received);
    }

    /** What each request had as its header Authorization. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** Why requests were refused; each begins with the status. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP server on 127.0.0.1 that answers as it is told, and remembers what it was asked. */
public final class RecordedServer implements AutoCloseable {

    public record Answer(int status, Map<String, String> headers, byte[] body) {

        public static Answer json(String body) {
            return of(200, body).with("Content-Type", "application/fhir+json;charset=UTF-8");
        }

        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body.getBytes(UTF_8));
        }

        public Answer with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }

        public Answer gzip() {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
                gzip.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Answer(status, headers, zipped.toByteArray()).with("Content-Encoding", "gzip");
        }
    }

    public record Asked(URI uri, Map<String, List<String>> headers, int clientPort, String method, String body) {

        public String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    static {
        // Else each answer waits 40 ms for the client's system to acknowledge its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    public RecordedServer(Function<URI, Answer> answers) {
        this(plain(), asked -> answers.apply(asked.uri()));
    }

    private RecordedServer(HttpServer server, Function<Asked, Answer> answers) {
        this.server = server;
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    /** A server whose answers depend on all of the request. */
    public static RecordedServer judging(Function<Asked, Answer> answers) {
        return new RecordedServer(plain(), answers);
    }

    /** A server that speaks TLS, and asks for a client's certificate where it is told to. */
    public static RecordedServer tls(SSLContext context, boolean clientCertificate, Function<Asked, Answer> answers) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters tls = context.getDefaultSSLParameters();
                    tls.setNeedClientAuth(clientCertificate);
                    parameters.setSSLParameters(tls);
                }
            });
            return new RecordedServer(server, answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange, Function<Asked, Answer> answers) throws IOException {
        Asked request = new Asked(
                exchange.getRequestURI(),
                Map.copyOf(exchange.getRequestHeaders()),
                exchange.getRemoteAddress().getPort(),
                exchange.getRequestMethod(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        asked.add(request);
        Answer answer;
        try {
            answer = answers.apply(request);
        } catch (RuntimeException | AssertionError e) {
            answer = Answer.of(599, "" + e);
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    /** Its own address, without a path. */
    public URI url() {
        String origin = server instanceof HttpsServer ? "https://localhost:" : "http://127.0.0.1:";
        return URI.create(origin + server.getAddress().getPort());
    }

    public URI url(String path) {
        return URI.create(url() + path);
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.healthevents.standin.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpServerTest {

    private OtlpServer server;

    @BeforeEach
    void start() throws Exception {
        server = OtlpServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int post(String path, String type, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static byte[] span(int idBytes) {
        Span span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[idBytes]))
                .setSpanId(ByteString.copyFrom(new byte[8]))
                .setName("a")
                .setStartTimeUnixNano(1)
                .setEndTimeUnixNano(2)
                .build();
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
    }

    @Test
    void aSpanIsTaken() throws Exception {
        assertThat(post("/v1/traces", "application/x-protobuf", span(16))).isEqualTo(200);
        assertThat(server.spans()).hasSize(1);
    }

    @Test
    void whatACollectorRefusesIsRefused() throws Exception {
        assertThat(post("/", "application/x-protobuf", span(16))).isEqualTo(404);
        assertThat(post("/v1/traces", "application/json", "{}".getBytes())).isEqualTo(415);
        assertThat(post("/v1/traces", "application/x-protobuf", new byte[] {1})).isEqualTo(400);
        assertThat(post("/v1/traces", "application/x-protobuf", span(15))).isEqualTo(400);
        assertThat(server.spans()).isEmpty();
        assertThat(server.refusals()).hasSize(4);
    }
}

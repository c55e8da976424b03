package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.healthevents.HealthEventsApplication;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.otlp.OtlpServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A bridge with a collector of traces, without one, and with one that is away. */
@ExtendWith(OutputCaptureExtension.class)
class TracingTest {

    private static final String SECRET = "Bearer s3cret";

    @TempDir
    Path directory;

    private HistoryServer server;
    private OtlpServer collector;
    private ConfigurableApplicationContext bridge;

    @BeforeEach
    void startServers() throws Exception {
        server = HistoryServer.start();
        collector = OtlpServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (bridge != null) {
            bridge.close();
        }
        collector.close();
        server.close();
    }

    private void start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--health-events.routes-directory=" + directory,
                "--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"),
                "--health-events.sinks.file.path=" + directory.resolve("events.ndjson"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.poll-interval=50ms",
                "--health-events.sources.lab.start=beginning"));
        arguments.addAll(List.of(more));
        bridge = SpringApplication.run(HealthEventsApplication.class, arguments.toArray(String[]::new));
    }

    private List<JsonNode> events() throws IOException {
        Path file = directory.resolve("events.ndjson");
        List<JsonNode> events = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                events.add(new ObjectMapper().readTree(line));
            }
        }
        return events;
    }

    private void create(int patients) throws Exception {
        for (int i = 0; i < patients; i++) {
            server.create("Patient", "secretid" + i);
        }
    }

    private Set<String> traces() {
        return collector.spans().stream()
                .map(Span::getTraceId)
                .map(TracingTest::hex)
                .collect(Collectors.toSet());
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private Span span(String id) {
        return collector.spans().stream()
                .filter(span -> hex(span.getSpanId()).equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachEventIsPartOfTheTraceOfItsWindowAndADeliveryHasASpanOfItsOwn() throws Exception {
        create(3);
        start("--health-events.tracing.endpoint=" + collector.url());
        await().until(() -> events().size() == 3);
        await().untilAsserted(() -> {
            assertThat(collector.spans()).extracting(Span::getName).contains("fhir-history", "outbox");
            for (JsonNode event : events()) {
                assertThat(event.path("traceparent").asText()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
                assertThat(traces()).contains(event.path("traceparent").asText().split("-")[1]);
                assertThat(span(event.path("traceparent").asText().split("-")[2])
                                .getName())
                        .isEqualTo("fhir-history");
            }
        });
        assertThat(collector.refusals()).isEmpty();
        assertThat(collector.resources().get(0).getResource().toString()).contains("camel-health-events");
    }

    @Test
    void aWindowOfManyEventsHasNoSpanForEach() throws Exception {
        create(200);
        start("--health-events.tracing.endpoint=" + collector.url());
        await().until(() -> events().size() == 200);
        await().untilAsserted(() ->
                assertThat(collector.spans()).extracting(Span::getName).contains("outbox"));

        assertThat(collector.spans()).hasSizeLessThan(40);
    }

    @Test
    void spansHoldNoIdsOfResourcesAndNoPathsOrUrls() throws Exception {
        create(3);
        start(
                "--health-events.tracing.endpoint=" + collector.url(),
                "--health-events.tracing.headers.Authorization=" + SECRET);
        await().until(() -> events().size() == 3);
        await().untilAsserted(() ->
                assertThat(collector.spans()).extracting(Span::getName).contains("outbox"));

        assertThat(collector.spans().toString())
                .doesNotContain("secretid", "Patient", "lab", server.url().toString());
        assertThat(collector.authorizations()).isNotEmpty().containsOnly(SECRET);
    }

    @Test
    void withoutAnEndpointNothingIsSentAndNoEventHasATraceAndNothingOfItIsLoaded() throws Exception {
        create(3);
        start();
        await().until(() -> events().size() == 3);

        assertThat(events()).noneMatch(event -> event.has("traceparent"));
        assertThat(collector.spans()).isEmpty();
        assertThat(bridge.getBeanNamesForType(io.opentelemetry.api.OpenTelemetry.class))
                .isEmpty();
        assertThat(bridge.getBeanNamesForType(io.opentelemetry.api.trace.Tracer.class))
                .isEmpty();
    }

    @Test
    void aCollectorThatIsAwayHoldsUpNoDeliveryAndIsToldOnce(CapturedOutput output) throws Exception {
        create(3);
        start("--health-events.tracing.endpoint=http://127.0.0.1:1");
        await().until(() -> events().size() == 3);
        await().untilAsserted(
                        () -> assertThat(output).contains("Traces can't be sent to http://127.0.0.1:1/v1/traces"));
        server.create("Patient", "later");
        await().until(() -> events().size() == 4);
        long began = System.nanoTime();
        bridge.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(output.getOut().split("Traces can't be sent", -1)).hasSize(2);
    }
}

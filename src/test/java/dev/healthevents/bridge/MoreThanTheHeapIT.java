package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is larger than the heap passes through it. {@code -Dmore.changes=1200000 -Dmore.events=4000 -Dmore.heap=512m}
 * tries more.
 */
class MoreThanTheHeapIT {

    private static final int CHANGES = Integer.getInteger("more.changes", 200_000);
    private static final int LARGE_EVENTS = Integer.getInteger("more.events", 600);
    private static final int LARGE = 300_000;
    private static final String HEAP = System.getProperty("more.heap", "96m");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    private HistoryServer server;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void changesOfOneMillisecondAreEachAnnouncedOnce() throws Exception {
        Instant millisecond = Instant.parse("2026-03-04T05:06:07.089Z");
        server.fill(CHANGES, millisecond, millisecond.plusMillis(1));
        Path file = directory.resolve("events.ndjson");
        try (BridgeProcess bridge = bridge("--health-events.sinks.file.path=events.ndjson")) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> !bridge.runs() || lines(file) >= CHANGES);
        }

        HashSet<String> ids = new HashSet<>();
        try (Stream<String> lines = Files.lines(file)) {
            assertThat(lines.filter(
                            line -> !ids.add(Announced.of(line.getBytes(UTF_8)).id())))
                    .isEmpty();
        }
        assertThat(ids).hasSize(CHANGES);
    }

    /** Each has a resource of 300 KB in it, by a route. */
    @Test
    void largeEventsWaitForAFunctionThatWasAway() throws Exception {
        server.fill(
                LARGE_EVENTS, Instant.now().minusSeconds(7_200), Instant.now().minusSeconds(3_600));
        Files.createDirectory(directory.resolve("routes"));
        Files.writeString(directory.resolve("large.json"), "{\"note\":\"" + "x".repeat(LARGE) + "\"}");
        Files.writeString(directory.resolve("routes/health-events.camel.yaml"), LARGE_ROUTE);
        try (FunctionsHost host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT)) {
            host.refuse();
            try (BridgeProcess bridge = bridge(
                    "--health-events.sinks.functions.url=" + host.url("clouds"),
                    "--health-events.sinks.functions.key=" + FunctionsHost.FUNCTION_KEY,
                    "--health-events.sinks.functions.retry.delays=3s")) {
                await().atMost(PATIENCE).until(() -> !bridge.runs() || state() > (long) LARGE_EVENTS * LARGE);
                host.listen();
                await().atMost(PATIENCE)
                        .until(() -> !bridge.runs() || host.taken("clouds").size() >= LARGE_EVENTS);
            }
            List<String> taken = host.taken("clouds").stream()
                    .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                    .toList();
            List<String> truth =
                    server.history().stream().map(Announced::expected).toList();
            assertThat(Announced.byResource(taken)).isEqualTo(Announced.byResource(truth));
        }
    }

    private BridgeProcess bridge(String... sink) throws IOException {
        Stream<String> source = Stream.of(
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.start=beginning");
        return BridgeProcess.start(
                directory,
                Map.of(),
                List.of("-Xmx" + HEAP),
                Stream.concat(source, Stream.of(sink)).toArray(String[]::new));
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private long state() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().contains(".db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static final String LARGE_ROUTE = """
            - route:
                id: health-events
                description: Add a large resource to each event
                routeConfigurationId: dead-letters
                from:
                  uri: direct:health-events
                  steps:
                    - enrich:
                        expression:
                          constant:
                            expression: direct:large
                        aggregationStrategy: addResource
                    - to:
                        uri: outbox:functions
            - route:
                id: large
                description: A large resource
                from:
                  uri: direct:large
                  steps:
                    - setBody:
                        expression:
                          constant:
                            expression: resource:file:large.json
            """;
}

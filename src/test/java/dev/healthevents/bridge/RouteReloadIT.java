package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.state.OutboxRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an integration team does to the routes while everything runs. */
@ExtendWith(OutputCaptureExtension.class)
class RouteReloadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ONLY_OBSERVATIONS = """
            - route:
                id: health-events
                from:
                  uri: direct:health-events
                  steps:
                    - choice:
                        when:
                          - expression:
                              simple:
                                expression: "${body.data.resourceType} == 'Observation'"
                            steps:
                              - to:
                                  uri: outbox:file
            """;

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url());
        Files.createDirectory(bridge.routes());
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void aFileThatIsDroppedInReplacesTheBundledOneWhileRunning(CapturedOutput output) throws IOException {
        bridge.start();
        own(ONLY_OBSERVATIONS);
        await().atMost(PATIENCE).until(() -> output.getOut().contains("Using routes of"));
        server.create("Patient", "1");
        server.create("Observation", "2");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(bridge.announced()).containsExactly("Observation/2/_history/1 Created"));
    }

    @Test
    void aFileThatIsTakenAwayGivesWayToTheBundledOne(CapturedOutput output) throws IOException {
        own(ONLY_OBSERVATIONS);
        bridge.start();
        Files.delete(bridge.routes().resolve("health-events.camel.yaml"));
        await().atMost(PATIENCE).until(() -> output.getOut().contains("Using routes of bundled"));
        server.create("Patient", "1");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).containsExactly("Patient/1/_history/1 Created"));
    }

    @Test
    void aBrokenFileChangesNothingAndSaysWhy(CapturedOutput output) throws IOException {
        bridge.start();
        own(ONLY_OBSERVATIONS.replace("outbox:file", "outbox:fiel"));
        await().atMost(PATIENCE).until(() -> output.getOut().contains("The routes stay as they were"));
        server.create("Patient", "1");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).containsExactly("Patient/1/_history/1 Created"));
        assertThat(output.getOut()).contains("No sink 'fiel' is on");
    }

    @Test
    void aFileThatIsNotYamlChangesNothing(CapturedOutput output) throws IOException {
        bridge.start();
        own("- route:\n  id: [unclosed");
        await().atMost(PATIENCE).until(() -> output.getOut().contains("The routes stay as they were"));
        server.create("Patient", "1");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).containsExactly("Patient/1/_history/1 Created"));
    }

    @Test
    void routesChangeUnderLoadWithoutLosingAnEvent(CapturedOutput output) throws IOException {
        bridge.set("health-events.sources.lab.poll-interval", "50ms").start();
        ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger written = new AtomicInteger();
        traffic.scheduleAtFixedRate(
                () -> server.create("Observation", "o" + written.incrementAndGet()), 0, 5, TimeUnit.MILLISECONDS);
        try {
            for (int i = 0; i < 3; i++) {
                own(ONLY_OBSERVATIONS + "# " + i + "\n");
                int expected = i + 1;
                await().atMost(PATIENCE).until(() -> count(output, "Using routes of") == expected);
            }
        } finally {
            traffic.shutdownNow();
        }

        List<String> truth = server.history().stream().map(Announced::expected).toList();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).containsExactlyElementsOf(truth));
    }

    @Test
    void underLoadEveryEventIsInTheOutboxesByTheOldOrByTheNewRuleAndOnce(CapturedOutput output) throws IOException {
        String toFile = everythingTo("file");
        String toEventHubs = everythingTo("event-hubs");
        own(toFile);
        // Nobody listens there: what comes to its outbox stays in it.
        bridge.set("health-events.sinks.event-hubs.event-hub", "lab")
                .set("health-events.sinks.event-hubs.bootstrap-servers", "127.0.0.1:1")
                .set("health-events.sources.lab.poll-interval", "20ms")
                .start();
        ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger written = new AtomicInteger();
        traffic.scheduleAtFixedRate(
                () -> server.create("Observation", "o" + written.incrementAndGet()), 0, 2, TimeUnit.MILLISECONDS);
        try {
            for (int i = 1; i <= 4; i++) {
                own((i % 2 == 0 ? toFile : toEventHubs) + "# " + i + "\n");
                int expected = i + 1;
                await().atMost(PATIENCE).until(() -> count(output, "Using routes of") == expected);
                if (i == 2) {
                    own(toFile.replace("outbox:file", "outbox:fiel"));
                    await().atMost(PATIENCE).until(() -> output.getOut().contains("The routes stay as they were"));
                }
            }
        } finally {
            traffic.shutdownNow();
        }

        Set<String> truth = server.history().stream().map(Announced::expected).collect(Collectors.toSet());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                bridge.announced().size() + inEventHubsOutbox().size())
                        .isEqualTo(truth.size()));
        assertThat(bridge.announced()).doesNotHaveDuplicates().isNotEmpty().isSubsetOf(truth);
        assertThat(inEventHubsOutbox()).doesNotHaveDuplicates().isNotEmpty().isSubsetOf(truth);
        assertThat(bridge.announced()).doesNotContainAnyElementsOf(inEventHubsOutbox());
    }

    @Test
    void aChangedRouteConfigurationHoldsForRoutesOfOtherFiles(CapturedOutput output) throws IOException {
        own(everythingTo("file")
                .replace("- to:", "- throwException: {exceptionType: java.lang.Exception, message: x}\n        - to:"));
        bridge.start();
        String bundled = new String(
                RouteReloadIT.class
                        .getResourceAsStream("/routes/dead-letters.camel.yaml")
                        .readAllBytes(),
                UTF_8);
        Files.writeString(
                bridge.routes().resolve("dead-letters.camel.yaml"),
                bundled.replace("steps:", "steps:\n            - log: {message: by the new one, loggingLevel: WARN}"));
        await().atMost(PATIENCE).until(() -> output.getOut().contains("dead-letters.camel.yaml."));
        server.create("Patient", "1");

        await().atMost(PATIENCE).until(() -> output.getOut().contains("by the new one"));
    }

    private List<String> inEventHubsOutbox() throws IOException {
        Path lines = Files.createTempFile(directory, "outbox", ".ndjson");
        for (OutboxRow row : bridge.sink("event-hubs").outbox().first(Integer.MAX_VALUE)) {
            Files.writeString(lines, new String(row.event(), UTF_8) + "\n", StandardOpenOption.APPEND);
        }
        return Announced.in(lines).stream().map(Announced::change).toList();
    }

    private static String everythingTo(String sink) {
        return """
            - route:
                id: health-events
                routeConfigurationId: dead-letters
                from:
                  uri: direct:health-events
                  steps:
                    - to:
                        uri: outbox:%s
            """.formatted(sink);
    }

    private void own(String content) throws IOException {
        Files.writeString(bridge.routes().resolve("health-events.camel.yaml"), content);
    }

    private static long count(CapturedOutput output, String text) {
        return output.getOut().lines().filter(line -> line.contains(text)).count();
    }
}

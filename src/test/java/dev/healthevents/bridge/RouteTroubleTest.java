package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Routes that lose, hold up or fail on what comes through them, as the operator sees it. */
@ExtendWith(OutputCaptureExtension.class)
class RouteTroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void eventsThatARouteSendsToNoSinkAreCounted(CapturedOutput output) throws IOException {
        router("""
                - filter:
                            expression: {simple: {expression: "${body.data.resourceType} == 'Patient'"}}
                            steps:
                              - to: {uri: "outbox:file"}""");
        server.create("Patient", "1");
        server.create("Observation", "2");
        server.create("Observation", "3");
        bridge.start();

        await().atMost(PATIENCE).until(() -> bridge.source().routedNowhere() == 2);
        assertThat(bridge.metric("health.events.source.routed.nowhere")).isEqualTo(2);
        assertThat(bridge.get("/api/status")).contains("\"routedNowhere\":2");
        await().atMost(PATIENCE).until(() -> output.getAll().contains("of them to no sink)"));
        assertThat(bridge.announced()).containsExactly("Patient/1/_history/1 Created");
    }

    @Test
    void anEventThatIsADeadLetterIsNotCountedAsRoutedNowhere() throws IOException {
        router("""
                - throwException: {exceptionType: java.lang.IllegalStateException, message: shut}""");
        server.create("Patient", "1");
        bridge.start();

        await().atMost(PATIENCE).until(() -> bridge.source().deadLetters() == 1);
        assertThat(bridge.source().routedNowhere()).isZero();
    }

    @Test
    void aRouteThatThrowsIsToldByTheSourceAndInNoStackTrace(CapturedOutput output) throws IOException {
        router("""
                - throwException: {exceptionType: java.lang.IllegalStateException, message: the gate is shut}""");
        Path file = bridge.routes().resolve("health-events.camel.yaml");
        Files.writeString(file, Files.readString(file).replaceAll(".*routeConfigurationId.*\n", ""));
        server.create("Patient", "1");
        bridge.start();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(bridge.source().lastError()).isNotNull().contains("the gate is shut"));
        assertThat(output.getAll()).doesNotContain("\tat ").contains("the gate is shut");
    }

    @Test
    void aRouteThatTakesLongIsToldByTheSource() throws IOException {
        router("""
                - delay: {expression: {constant: {expression: "14000"}}}
                        - to: {uri: "outbox:file"}""");
        server.create("Patient", "1");
        bridge.start();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(bridge.source().lastError()).isNotNull().contains("has been in the routes for"));
        await().atMost(PATIENCE).until(() -> bridge.source().lastError() == null);
        assertThat(bridge.announced()).containsExactly("Patient/1/_history/1 Created");
    }

    private void router(String step) throws IOException {
        Files.writeString(bridge.routes().resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    routeConfigurationId: dead-letters
                    from:
                      uri: direct:health-events
                      steps:
                        %s
                """.formatted(step));
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.HttpServerErrorException;

/** A route file with a mistake, while the bridge runs and across a restart. */
class RefusedRouteFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATIENTS_ONLY = """
            - route:
                id: health-events
                from:
                  uri: direct:health-events
                  steps:
                    - filter:
                        expression: {simple: {expression: "${body.data.resourceType} == 'Patient'"}}
                        steps:
                          - to: {uri: "outbox:file"}
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
    void itIsToldUntilItIsMendedAndAStartGoesOnWithTheFilesThatWorkedLast() throws IOException {
        own(PATIENTS_ONLY);
        bridge.start();
        assertThat(bridge.get("/api/status")).contains("\"routes\":{\"files\":[\"health-events.camel.yaml\"],");
        own(PATIENTS_ONLY.replace("outbox:file", "outbox:fiel"));
        await().atMost(PATIENCE).untilAsserted(this::isTold);

        bridge.close();
        bridge.start();
        isTold();
        server.create("Observation", "1");
        server.create("Patient", "2");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).containsExactly("Patient/2/_history/1 Created"));

        own(PATIENTS_ONLY);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.get("/api/status")).contains("\"refused\":null"));
        assertThat(bridge.get("/actuator/health/flow")).contains("\"routeFiles\":{\"status\":\"UP\"}");
        assertThat(bridge.get("/actuator/prometheus")).contains("health_events_route_files_refused 0.0");
    }

    @Test
    void theVeryFirstStartStops() throws IOException {
        own(PATIENTS_ONLY.replace("outbox:file", "outbox:fiel"));

        assertThatThrownBy(bridge::start).rootCause().hasMessageContaining("No sink 'fiel' is on");
    }

    @Test
    void copiesThatDoNotFitTheConfigurationAnyMoreDoNotHideWhatIsWrongNow() throws IOException {
        bridge.set("health-events.sinks.copy.type", "file")
                .set(
                        "health-events.sinks.copy.path",
                        directory.resolve("copy.ndjson").toString());
        own(PATIENTS_ONLY.replace("outbox:file", "outbox:copy"));
        bridge.start();
        bridge.close();

        own(PATIENTS_ONLY.replace("outbox:file", "outbox:fiel"));
        Bridge withoutCopy = new Bridge(directory, server.url());
        assertThatThrownBy(withoutCopy::start).rootCause().hasMessageContaining("No sink 'fiel' is on");
    }

    private void isTold() {
        assertThat(bridge.get("/api/status")).contains("health-events.camel.yaml: route health-events: No sink 'fiel'");
        assertThat(bridge.get("/actuator/prometheus")).contains("health_events_route_files_refused 1.0");
        assertThat(bridge.get("/actuator/health/readiness")).contains("UP");
        assertThatThrownBy(() -> bridge.get("/actuator/health/flow"))
                .isInstanceOfSatisfying(
                        HttpServerErrorException.class,
                        answer -> assertThat(answer.getResponseBodyAsString()).contains("No sink 'fiel' is on"));
    }

    private void own(String content) throws IOException {
        Files.writeString(bridge.routes().resolve("health-events.camel.yaml"), content);
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sinks, of which one takes what its filter lets through. */
class FilteredSinksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url());
        bridge.set("health-events.sinks.patients.type", "file")
                .set("health-events.sinks.patients.path", patients().toString())
                .set("health-events.sinks.patients.filter.advancedFilters[0].operatorType", "StringIn")
                .set("health-events.sinks.patients.filter.advancedFilters[0].key", "data.resourceType")
                .set("health-events.sinks.patients.filter.advancedFilters[0].values[0]", "Patient");
        bridge.start();
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        server.close();
    }

    @Test
    void whatDoesNotMatchIsInNoOutboxOfThatSinkAndInAllOthers() {
        changes();

        assertThat(Announced.in(patients()).stream().map(Announced::change))
                .containsExactly("Patient/1/_history/1 Created", "Patient/2/_history/1 Created");
        assertThat(bridge.announced()).hasSize(4);
        assertThat(bridge.sink("patients").outbox().pending()).isZero();
    }

    @Test
    void whatAFilterKeepsOutIsCountedInStatusAndMetrics() {
        changes();

        assertThat(bridge.get("/api/status"))
                .containsPattern("\"name\":\"patients\",[^}]*\"filtered\":2,")
                .containsPattern("\"name\":\"file\",[^}]*\"filtered\":0,");
        assertThat(bridge.get("/actuator/prometheus"))
                .contains("health_events_sink_filtered_total{sink=\"patients\"} 2.0");
    }

    private void changes() {
        server.create("Patient", "1");
        server.create("Observation", "1");
        server.update("Observation", "1");
        server.create("Patient", "2");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 4);
        await().atMost(PATIENCE)
                .until(() -> List.copyOf(Announced.in(patients())).size() == 2);
    }

    private Path patients() {
        return directory.resolve("patients.ndjson");
    }
}

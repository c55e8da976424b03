package dev.healthevents.camel.sink;

import static dev.healthevents.source.Events.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.event.HealthEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkRouteTest {

    private static final HealthEvent FIRST = created("Patient", "1");
    private static final HealthEvent SECOND = created("Patient", "2");

    @TempDir
    Path directory;

    private RouteHarness routes;

    @BeforeEach
    void start() throws Exception {
        routes = new RouteHarness(directory, "file")
                .load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml", "file-sink.camel.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
    }

    @Test
    void eventsAreWrittenInOrderOneALine() {
        routes.announce("direct:health-events", FIRST);
        routes.announce("direct:health-events", SECOND);

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(ids())
                        .containsExactly(FIRST.id().toString(), SECOND.id().toString()));
    }

    @Test
    void aFileThatCannotBeWrittenKeepsItsEventsInTheOutboxUntilItCan() throws IOException {
        Path file = directory.resolve("events.ndjson");
        Files.createDirectory(file);

        routes.announce("direct:health-events", FIRST);

        await().untilAsserted(() ->
                assertThat(routes.sink("file").status().lastError()).contains("events.ndjson"));
        assertThat(routes.outbox("file")).containsExactly(FIRST.id().toString());
        Files.delete(file);
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(ids()).containsExactly(FIRST.id().toString()));
    }

    private List<String> ids() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> ids = new java.util.ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("events.ndjson"))) {
            ids.add(json.readTree(line).get("id").asText());
        }
        return ids;
    }
}

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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A route id that two files have, put there and taken away while events come. */
@ExtendWith(OutputCaptureExtension.class)
class RouteIdsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROUTE = """
            - route:
                id: health-events
                from:
                  uri: %s
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
    void itIsRefusedWhileTheBridgeRunsAndEventsComeBeforeAndAfterItIsTakenAway(CapturedOutput output)
            throws IOException {
        bridge.start();
        for (String from : new String[] {"direct:health-events", "direct:other"}) {
            Path file = Files.writeString(bridge.routes().resolve("a-rules.camel.yaml"), ROUTE.formatted(from));
            int before = count(output);
            await().atMost(PATIENCE).until(() -> count(output) > before);
            Files.delete(file);
        }
        server.create("Patient", "1");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).containsExactly("Patient/1/_history/1 Created"));
        assertThat(output.getAll())
                .contains("a-rules.camel.yaml and bundled health-events.camel.yaml both have a route with the id"
                        + " health-events");
    }

    @Test
    void itStopsTheStartAndBothFilesAreNamed() throws IOException {
        Files.writeString(bridge.routes().resolve("a.camel.yaml"), ROUTE.formatted("direct:a"));

        assertThatThrownBy(bridge::start)
                .rootCause()
                .hasMessageContaining("a.camel.yaml and bundled health-events.camel.yaml both have a route");
    }

    private static int count(CapturedOutput output) {
        return output.getAll().split("The routes stay as they were", -1).length;
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A Kamelet on the class path, kamelets/keep-action.kamelet.yaml, used twice by one route. */
@ExtendWith(OutputCaptureExtension.class)
class KameletsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROUTE = """
            - route:
                id: health-events
                routeConfigurationId: dead-letters
                from:
                  uri: direct:health-events
                  steps:
                    - to: {uri: "kamelet:keep-action", parameters: {sink: file}}
                    - to: {uri: "kamelet:keep-action", parameters: {sink: archive}}
            """;

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.archive.type", "file")
                .set("health-events.sinks.archive.path", archive().toString());
        Files.createDirectory(bridge.routes());
        Files.writeString(bridge.routes().resolve("health-events.camel.yaml"), ROUTE);
        bridge.start();
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void eventsPassBothBeforeAndAfterTheRouteChanges(CapturedOutput output) throws IOException {
        server.create("Patient", "1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(archived()).containsExactlyElementsOf(announced(1)));

        for (int change = 1; change <= 3; change++) {
            Files.writeString(bridge.routes().resolve("health-events.camel.yaml"), ROUTE + "# " + change + "\n");
            int times = change + 1;
            await().atMost(PATIENCE).until(() -> output.getAll().split("Using routes of").length == times + 1);
            server.create("Patient", "after-" + change);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(archived()).containsExactlyElementsOf(announced(times)));
        }
        assertThat(output.getAll()).doesNotContain("The routes stay as they were");
    }

    private List<String> announced(int count) {
        assertThat(bridge.announced()).hasSize(count);
        return bridge.announced();
    }

    private List<String> archived() {
        return Announced.in(archive()).stream().map(Announced::change).toList();
    }

    private Path archive() {
        return directory.resolve("archive.ndjson");
    }
}

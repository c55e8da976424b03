package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink whose broker is away, beside one that works. */
class IsolationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.event-hubs.bootstrap-servers", "127.0.0.1:9")
                .set("health-events.sinks.event-hubs.event-hub", "nowhere");
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void aSinkThatIsAwayHoldsNoOtherUp() {
        bridge.start();
        server.create("Patient", "1");

        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        assertThat(bridge.sink("event-hubs").outbox().pending()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> bridge.sink("event-hubs").status().lastError() != null);
        server.create("Patient", "2");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 2);
    }

    @Test
    void readingPausesWhenAnOutboxIsFullAndLosesNothing() {
        Instant now = Instant.now();
        server.fill(500, now.minusSeconds(3_600), now.minusSeconds(600));
        bridge.set("health-events.sinks.event-hubs.outbox-limit", "100").start();
        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("paused"));
        assertThat(bridge.source().lastError()).contains("event-hubs").contains("outbox-limit");
        server.create("Patient", "while-paused");
        bridge.close();

        bridge.set("health-events.sinks.event-hubs.outbox-limit", "100000").start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced())
                        .containsExactlyInAnyOrderElementsOf(server.history().stream()
                                .map(Announced::expected)
                                .toList()));
    }
}

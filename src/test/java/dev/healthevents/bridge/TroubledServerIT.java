package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.Failure;
import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server does to a page, nothing is missed, nothing is invented, and it goes on by itself. */
class TroubledServerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url())
                .set("health-events.sources.lab.page-size", "100")
                .set("health-events.sources.lab.request-timeout", "500ms");
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NEXT_ELSEWHERE", "NO_VERSIONS"})
    void nothingIsMissedWhenPagesFail(Failure failure) {
        Instant now = Instant.now();
        server.fill(1_000, now.minusSeconds(3_600), now.minusSeconds(120));
        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.announced().size() >= 1_000);
        server.failNext(failure, 7);
        await().atMost(PATIENCE).until(() -> bridge.source().lastError() != null);
        server.create("Patient", "after");

        await().atMost(PATIENCE).untilAsserted(this::fileHoldsWhatTheServerHolds);
        await().atMost(PATIENCE).until(() -> bridge.source().lastError() == null);
    }

    @Test
    void aNextLinkToAnotherHostIsFollowedOnTheConfiguredOne() throws IOException {
        try (HistoryServer other = HistoryServer.start()) {
            server.nextAt(other.url());
            Instant now = Instant.now();
            server.fill(1_000, now.minusSeconds(3_600), now.minusSeconds(120));
            server.failRandomly(1, Failure.NEXT_ELSEWHERE);
            bridge.start();

            await().atMost(PATIENCE).untilAsserted(this::fileHoldsWhatTheServerHolds);
            assertThat(other.requestCount()).isZero();
        }
    }

    @Test
    void entriesWithoutAVersionBecomeDeadLettersAndTheRestIsAnnounced() {
        server.create("Patient", "before");
        bridge.start();
        await().atMost(PATIENCE).untilAsserted(this::fileHoldsWhatTheServerHolds);
        server.failRandomly(1, Failure.NO_VERSIONS);
        server.create("Patient", "without");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.source().deadLetters()).isPositive());
        server.failRandomly(0);
        server.create("Patient", "with");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).contains("Patient/with/_history/1 Created"));
    }

    @Test
    void aServerThatFailsNowAndThenIsReadAllTheSame() {
        Instant now = Instant.now();
        server.fill(3_000, now.minusSeconds(3_600), now.minusSeconds(120));
        server.failRandomly(0.1, Failure.SERVER_ERROR, Failure.CUT_CHUNK, Failure.HTML, Failure.RESET);
        bridge.start();

        await().atMost(Duration.ofMinutes(3)).untilAsserted(this::fileHoldsWhatTheServerHolds);
    }

    private void fileHoldsWhatTheServerHolds() {
        List<String> truth = server.history().stream().map(Announced::expected).toList();
        assertThat(bridge.announced()).containsExactlyInAnyOrderElementsOf(truth);
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.Failure;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A change has its time before it is committed, so it surfaces behind what has been read. */
@ExtendWith(OutputCaptureExtension.class)
class LateChangesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url()).set("health-events.sources.lab.sweep-interval", "1s");
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void aChangeThatCommitsLateIsStillAnnounced() {
        bridge.start();
        server.create("Patient", "early");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        server.commitLate(Duration.ofSeconds(100), List.of(Write.create("Patient", "late")));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).contains("Patient/late/_history/1 Created"));
        assertThat(bridge.source().lateEvents()).isEqualTo(1);
        assertThat(bridge.source().latestBy()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(115));
        assertThat(bridge.metric("health.events.source.late")).isEqualTo(1);
        assertThat(bridge.metric("health.events.source.latest")).isBetween(95.0, 115.0);
    }

    @Test
    void aChangeThatComesAlmostTooLateIsWarnedAboutWithTheKeyToRaise(CapturedOutput output) {
        bridge.set("health-events.sources.lab.lateness", "10s").start();
        server.create("Patient", "early");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        server.commitLate(Duration.ofMillis(9_500), List.of(Write.create("Patient", "late")));

        await().atMost(PATIENCE).until(() -> output.getOut().contains("Raise health-events.sources.lab.lateness"));
    }

    @Test
    void whatCommitsWhileTheBridgeIsAwayIsAnnouncedWhenItIsBack() {
        bridge.start();
        server.create("Patient", "early");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        bridge.close();
        server.commitLate(Duration.ofSeconds(60), List.of(Write.create("Patient", "late")));
        bridge.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced())
                        .containsExactlyInAnyOrder(
                                "Patient/early/_history/1 Created", "Patient/late/_history/1 Created"));
    }

    @Test
    void aStartAtNowAnnouncesWhatSurfacesLateAndNotWhatWasThere() {
        server.commitLate(Duration.ofSeconds(30), List.of(Write.create("Patient", "there")));
        bridge.set("health-events.sources.lab.start", "now").start();
        await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
        server.commitLate(Duration.ofSeconds(30), List.of(Write.create("Patient", "late")));
        server.create("Patient", "new");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced())
                        .containsExactlyInAnyOrder(
                                "Patient/new/_history/1 Created", "Patient/late/_history/1 Created"));
    }

    @Test
    void whatIsNewDoesNotWaitForTheBacklog() {
        Instant now = Instant.now();
        server.fill(200_000, now.minus(Duration.ofDays(300)), now.minus(Duration.ofHours(1)));
        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.source().backlog() != null);
        server.create("Patient", "today");

        await().atMost(PATIENCE).until(() -> bridge.announced().contains("Patient/today/_history/1 Created"));
        assertThat(bridge.source().backlog()).isNotNull();
        assertThat(bridge.metric("health.events.source.backlog.read")).isBetween(0.0, 99.9);
        assertThat(bridge.get("/api/status"))
                .containsPattern("\"backlog\":\\{\"position\":\"[^\"]+\",\"until\":\"[^\"]+\",\"percent\":[\\d.]+,"
                        + "\"eventsPerSecond\":\\d+,\"secondsLeft\":(\\d+|null)}");
        await().atMost(Duration.ofMinutes(2)).until(() -> bridge.source().backlog() == null);
        assertThat(bridge.metric("health.events.source.backlog.read")).isEqualTo(100);
        await().atMost(PATIENCE).until(() -> bridge.announced().size() >= 200_001);
        assertThat(bridge.announced())
                .containsExactlyInAnyOrderElementsOf(
                        server.history().stream().map(Announced::expected).toList());
    }

    @Test
    void anOutageLongerThanLatenessIsMadeUpForWithoutLossOrRepeat() {
        bridge.set("health-events.sources.lab.lateness", "5s").start();
        server.create("Patient", "before");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        server.failRandomly(1, Failure.UNAVAILABLE);
        await().atMost(PATIENCE).until(() -> bridge.source().lastError() != null);
        Instant outage = Instant.now();
        await().atMost(PATIENCE).until(() -> {
            server.create("Observation", "during-" + Instant.now().toEpochMilli());
            return Instant.now().isAfter(outage.plusSeconds(12));
        });
        server.failRandomly(0);

        await().atMost(PATIENCE).untilAsserted(this::fileHoldsWhatTheServerHolds);
    }

    @Test
    void oneInAHundredChangesUpToFiveSecondsLateAndNoneIsMissed() {
        bridge.set("health-events.sources.lab.start", "now").start();
        await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
        Random random = new Random(4);
        IntStream.range(0, 5_000).forEach(i -> {
            List<Write> write = List.of(Write.create("Observation", "o" + i));
            boolean late = random.nextInt(100) == 0;
            server.commitLate(late ? Duration.ofMillis(random.nextInt(5_000)) : Duration.ZERO, write);
        });

        await().atMost(PATIENCE).untilAsserted(this::fileHoldsWhatTheServerHolds);
    }

    private void fileHoldsWhatTheServerHolds() {
        assertThat(bridge.announced())
                .containsExactlyInAnyOrderElementsOf(
                        server.history().stream().map(Announced::expected).toList());
    }
}

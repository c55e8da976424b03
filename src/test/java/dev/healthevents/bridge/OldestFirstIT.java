package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryEntry;
import dev.healthevents.standin.HistoryEntry.Operation;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server such as DSF: oldest first, pages by number, links that name another host, request URLs without an id. */
class OldestFirstIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private HistoryServer server;
    private HistoryServer otherHost;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        otherHost = HistoryServer.start();
        server.oldestFirst();
        server.nextAt(otherHost.url());
        bridge = new Bridge(directory, server.url())
                .set("health-events.sources.lab.page-size", "50")
                .set("health-events.sources.lab.sweep-interval", "1s")
                .set("health-events.sources.lab.auth.type", "bearer")
                .set("health-events.sources.lab.auth.token", "secret");
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
        otherHost.close();
    }

    @Test
    void aBacklogOfManyPagesIsAnnouncedInOrderAndTheHostInItsLinksIsNeverAsked() {
        Instant now = Instant.now();
        server.fill(2_000, now.minus(Duration.ofDays(20)), now.minusSeconds(300));
        bridge.start();

        await().atMost(PATIENCE).until(() -> bridge.announced().size() >= 2_000);
        assertThat(bridge.announced()).containsExactlyElementsOf(shown(entry -> true));
        assertThat(otherHost.requestCount()).isZero();
    }

    @Test
    void createdUpdatedAndDeletedAreToldApart() {
        bridge.start();
        server.create("Patient", "1");
        server.update("Patient", "1");
        server.delete("Patient", "1");
        server.update("Patient", "1");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced())
                        .containsExactly(
                                "Patient/1/_history/1 Created",
                                "Patient/1/_history/2 Updated",
                                "Patient/1/_history/3 Deleted",
                                "Patient/1/_history/4 Updated"));
    }

    @Test
    void whatIsWrittenAndCommittedLateWhileItReadsIsNeitherMissedNorRepeated() {
        Instant now = Instant.now();
        server.fill(1_000, now.minus(Duration.ofDays(2)), now.minusSeconds(300));
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> IntStream.range(0, 1_000)
                .forEach(i -> server.commitLate(
                        i % 20 == 0 ? Duration.ofSeconds(5) : Duration.ZERO,
                        List.of(Write.update("Observation", "o" + i % 300)))));
        bridge.start();
        writing.join();

        await().atMost(PATIENCE).until(() -> bridge.announced().size() >= 2_000);
        assertThat(bridge.announced()).containsExactlyInAnyOrderElementsOf(shown(entry -> true));
    }

    @Test
    void deletesThatTheServerHidesAreNoEventsAndNothingElseIsMissed() {
        server.hideDeletes();
        Instant now = Instant.now();
        server.fill(1_000, now.minus(Duration.ofDays(2)), now.minusSeconds(300));
        bridge.start();

        await().atMost(PATIENCE).until(() -> bridge.announced().size() >= 900);
        assertThat(bridge.announced())
                .containsExactlyInAnyOrderElementsOf(shown(entry -> entry.operation() != Operation.DELETE));
    }

    private List<String> shown(Predicate<HistoryEntry> which) {
        return server.history().stream().filter(which).map(Announced::expected).toList();
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.family.Family;
import dev.healthevents.standin.family.FamilyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers differ in where and how they tell of their changes; their events do not. */
class ServerFamiliesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private Family family;
    private FamilyServer server;
    private Bridge bridge;

    @AfterEach
    void stop() {
        bridge.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SEARCH_ONLY", "SILENT"})
    void everyChangeIsAnnouncedOnceOfThePastAndOfNowAcrossARestart(Family kind) {
        begin(kind);
        past(2_000);
        bridge.start();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> live(300));
        await().atMost(PATIENCE).until(() -> bridge.announced().size() > 500);
        bridge.close();
        bridge.start();
        writer.join();
        live(50);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(bridge.announced()).containsExactlyInAnyOrderElementsOf(server.changes()));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SEARCH_ONLY", "SILENT"})
    void changesOfOneResourceInQuickSuccessionComeEachAndInOrder(Family kind) {
        begin(kind).set("health-events.sources.lab.start", "now").start();
        await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
        server.write("PUT", "Patient", "quick");
        IntStream.range(0, 9).forEach(i -> server.write("PUT", "Patient", "quick"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced()).containsExactlyElementsOf(server.changes()));
    }

    @Test
    void onlyTheTypesThatAreWatchedAreAnnounced() {
        begin(Family.AIDBOX).set("health-events.sources.lab.types", "Observation");
        server.write("POST", "Patient", "p");
        server.write("POST", "Observation", "o");
        bridge.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.announced())
                        .singleElement()
                        .asString()
                        .startsWith("Observation/o/"));
        assertThat(bridge.source().capabilities()).contains("histories of Observation");
    }

    @Test
    void thatDeletesCannotBeSeenIsSaidInTheStatus() {
        begin(Family.MEDPLUM).start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.source().capabilities()).contains("DELETES CAN'T BE SEEN"));
    }

    @Test
    void whereThereIsNoHistoryAtAllTheNewestVersionOfEachResourceIsAnnounced() {
        begin(Family.SEARCH_ONLY);
        past(500);
        bridge.start();
        await().atMost(PATIENCE)
                .until(() -> bridge.announced().size() >= server.newestChanges().size());
        server.write("PUT", "Patient", "imported");

        await().atMost(PATIENCE).until(() -> bridge.announced().contains("Patient/imported/_history/2 Updated"));
        assertThat(bridge.announced())
                .containsAll(server.newestChanges())
                .doesNotHaveDuplicates()
                .hasSize(server.newestChanges().size() + 1);
    }

    @Test
    void aServerWhoseHistoryKeepsSilentIsAnErrorAndNotQuiet() {
        begin(Family.SILENT);
        server.write("POST", "Patient", "hidden");
        bridge.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.source().lastError())
                        .contains("Patient/hidden/_history/1")
                        .contains("keeps silent"));
        assertThat(bridge.source().state()).isEqualTo("retrying");
    }

    @Test
    void aServerWhoseHistoryKeepsSilentCanBeReadByASearch() {
        begin(Family.SILENT).set("health-events.sources.lab.history", "search");
        server.write("POST", "Patient", "hidden");
        bridge.start();

        await().atMost(PATIENCE).until(() -> bridge.announced().contains("Patient/hidden/_history/1 Created"));
    }

    private Bridge begin(Family kind) {
        family = kind;
        server = new FamilyServer(kind);
        bridge = new Bridge(directory, server.url())
                .set("health-events.sources.lab.sweep-interval", "1s")
                .set("health-events.sources.lab.page-size", "100");
        return bridge;
    }

    private void past(int changes) {
        Random random = new Random(3);
        Instant end = Instant.now().minus(Duration.ofHours(1));
        for (int i = changes; i > 0; i--) {
            // Two of one time now and then, the oldest of all among them.
            write(random, end.minusSeconds(100L * (i % 250 == 0 ? i - 1 : i)));
        }
        // One that was imported by a way that FHIR has no verb for.
        server.writeLate("IMPORT", "Patient", "imported", Duration.ofHours(1));
    }

    private void live(int changes) {
        Random random = new Random(changes);
        for (int i = 0; i < changes; i++) {
            if (random.nextInt(50) == 0) {
                server.writeLate(
                        "POST", "Patient", "late" + changes + "-" + i, Duration.ofMillis(random.nextInt(1_500)));
            } else {
                write(random, Instant.now());
            }
            pause();
        }
    }

    private void write(Random random, Instant time) {
        String type = random.nextBoolean() ? "Patient" : "Observation";
        boolean deletes = family != Family.MEDPLUM && family != Family.SEARCH_ONLY && random.nextInt(10) == 0;
        server.writeAt(
                deletes ? "DELETE" : random.nextBoolean() ? "PUT" : "PATCH", type, "r" + random.nextInt(400), time);
    }

    private static void pause() {
        await().pollDelay(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> true);
    }
}

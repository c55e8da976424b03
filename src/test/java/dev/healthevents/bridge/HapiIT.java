package dev.healthevents.bridge;

import static dev.healthevents.bridge.HapiHistory.deleteEntry;
import static dev.healthevents.bridge.HapiHistory.putEntry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.demo.HapiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A real HAPI FHIR JPA server: whatever its history holds becomes events, and nothing else. */
class HapiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATIENT = "\"active\":true";
    private static final String CHANGED = "\"active\":false";

    @TempDir
    Path directory;

    private HapiHistory fhir;
    private Bridge bridge;
    private String prefix;

    HapiServer server() {
        return HapiServer.shared();
    }

    @BeforeEach
    void start(TestInfo test) {
        String url = server().url();
        fhir = new HapiHistory(url);
        prefix = "t" + Math.abs(test.getDisplayName().hashCode()) + "-";
        bridge = new Bridge(directory, url).set("health-events.sources.lab.page-size", "50");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aCreateAnUpdateADeleteAndAnUndeleteAreCreatedUpdatedDeletedAndUpdated() throws Exception {
        bridge.start();
        String id = prefix + "1";
        fhir.put("Patient", id, PATIENT);
        fhir.put("Patient", id, CHANGED);
        fhir.delete("Patient", id);
        fhir.put("Patient", id, PATIENT);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(announced())
                        .containsExactly(
                                "Patient/" + id + "/_history/1 Created",
                                "Patient/" + id + "/_history/2 Updated",
                                "Patient/" + id + "/_history/3 Deleted",
                                "Patient/" + id + "/_history/4 Updated"));
    }

    @Test
    void theCompatibilityPageSaysWhatIsFoundHere() throws Exception {
        // Nothing of what other tests have written is to be read: HAPI does not make every resource smaller.
        bridge.set("health-events.sources.lab.start", "now")
                .set("health-events.sources.lab.lateness", "1s")
                .set("health-events.sources.lab.sweep-interval", "10m")
                .start();
        await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
        String id = prefix + "1";
        fhir.put("Patient", id, PATIENT);
        fhir.put("Patient", id, CHANGED);
        fhir.delete("Patient", id);
        await().atMost(PATIENCE).until(() -> announced().contains("Patient/" + id + "/_history/3 Deleted"));

        String version = FoundServer.version(bridge.source());
        new FoundServer("HAPI FHIR JPA " + version.replaceFirst("\\.\\d+$", ""), "real", version)
                .is(bridge.source(), announced());
    }

    @Test
    void aPutThatChangesNothingIsNoEvent() throws Exception {
        String id = prefix + "1";
        fhir.put("Patient", id, PATIENT);
        fhir.put("Patient", id, PATIENT);
        fhir.put("Patient", id, CHANGED);
        bridge.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(announced())
                        .containsExactly(
                                "Patient/" + id + "/_history/1 Created", "Patient/" + id + "/_history/2 Updated"));
    }

    @Test
    void everyEntryOfATransactionAndOfABatchIsAnEvent() throws Exception {
        bridge.start();
        fhir.put("Patient", prefix + "old", PATIENT);
        List<String> entries = new ArrayList<>();
        IntStream.range(0, 120).forEach(i -> entries.add(putEntry("Patient", prefix + i, PATIENT)));
        entries.add(deleteEntry("Patient", prefix + "old"));
        fhir.bundle("transaction", entries);
        fhir.bundle("batch", List.of(putEntry("Patient", prefix + "b", PATIENT), deleteEntry("Patient", prefix + "0")));

        await().atMost(PATIENCE).untilAsserted(this::fileHoldsWhatTheServerHolds);
        assertThat(announced()).hasSize(124);
    }

    @Test
    void writesWhileItReadsManyPagesAreNeitherMissedNorRepeated() throws Exception {
        for (int i = 0; i < 5; i++) {
            int block = i;
            fhir.bundle(
                    "transaction",
                    IntStream.range(0, 60)
                            .mapToObj(n -> putEntry("Patient", prefix + block + "-" + n, PATIENT))
                            .toList());
        }
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 200; i++) {
                try {
                    fhir.put("Patient", prefix + "w" + i % 40, "\"birthDate\":\"1950-01-" + (10 + i / 40) + "\"");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        bridge.start();
        writing.join();

        await().atMost(PATIENCE).untilAsserted(this::fileHoldsWhatTheServerHolds);
        assertThat(announced()).hasSize(500);
    }

    @Test
    void aDeleteOfThePastHasTheTimeAtWhichItHappenedThoughTheHistoryTellsNone() throws Exception {
        fhir.put("Patient", prefix + "1", PATIENT);
        Instant put = Instant.now();
        await().until(() -> Instant.now().isAfter(put.plusSeconds(3)));
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        fhir.delete("Patient", prefix + "1");
        Instant after = Instant.now();
        bridge.start();

        await().atMost(PATIENCE).until(() -> announced().size() == 2);
        assertThat(timeOf("Deleted")).isBetween(before, after);
    }

    @Test
    void aVersionHasOneTimeInEveryListOfTheServer() throws Exception {
        String id = prefix + "1";
        fhir.put("Patient", id, PATIENT);
        fhir.put("Patient", id, CHANGED);

        List<String> times = fhir.times("/Patient/" + id + "/_history", id);
        assertThat(times).hasSize(2);
        assertThat(fhir.times("/_history?_since=2020-01-01T00:00:00Z", id)).isEqualTo(times);
        assertThat(fhir.times("/_history?_since=2020-01-01T00:00:00Z&_elements=id,meta", id))
                .isEqualTo(times);
        assertThat(fhir.times("/Patient/_history?_since=2020-01-01T00:00:00Z", id))
                .isEqualTo(times);
        assertThat(fhir.times("/Patient?_id=" + id, id)).containsExactly(times.get(0));
        assertThat(fhir.times("/Patient?_elements=id,meta&_id=" + id, id)).containsExactly(times.get(0));
    }

    @Test
    void whatIsExpungedAndPutAgainIsAnnouncedAgainUnderIdsOfItsOwn() throws Exception {
        bridge.start();
        String id = prefix + "1";
        fhir.put("Patient", id, PATIENT);
        fhir.delete("Patient", id);
        await().atMost(PATIENCE).until(() -> announced().size() == 2);
        fhir.expunge("Patient", id);
        fhir.put("Patient", id, PATIENT);
        fhir.delete("Patient", id);
        fhir.put("Patient", id, CHANGED);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(announced())
                        .containsExactly(
                                "Patient/" + id + "/_history/1 Created",
                                "Patient/" + id + "/_history/2 Deleted",
                                "Patient/" + id + "/_history/1 Created",
                                "Patient/" + id + "/_history/2 Deleted",
                                "Patient/" + id + "/_history/3 Updated"));
        assertThat(Files.readAllLines(bridge.file()).stream()
                        .filter(line -> line.contains("/" + id + "\""))
                        .map(line -> line.replaceAll(".*\"id\":\"([0-9a-f-]{36}).*", "$1")))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRestartAnnouncesOnlyWhatIsNew() throws Exception {
        bridge.start();
        fhir.put("Patient", prefix + "1", PATIENT);
        await().atMost(PATIENCE).until(() -> announced().size() == 1);
        bridge.close();
        fhir.put("Patient", prefix + "2", PATIENT);
        bridge.start();

        await().atMost(PATIENCE).until(() -> announced().size() > 1);
        assertThat(announced())
                .containsExactly(
                        "Patient/" + prefix + "1/_history/1 Created", "Patient/" + prefix + "2/_history/1 Created");
    }

    @Test
    void aStartAtNowAnnouncesNothingThatWasThere() throws Exception {
        fhir.put("Patient", prefix + "before", PATIENT);
        bridge.set("health-events.sources.lab.start", "now").start();
        await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
        fhir.put("Patient", prefix + "after", PATIENT);

        await().atMost(PATIENCE).until(() -> !announced().isEmpty());
        assertThat(announced()).containsExactly("Patient/" + prefix + "after/_history/1 Created");
    }

    private void fileHoldsWhatTheServerHolds() throws Exception {
        assertThat(announced()).containsExactlyInAnyOrderElementsOf(fhir.changes(prefix));
    }

    private List<String> announced() {
        return bridge.announced().stream()
                .filter(change -> change.contains("/" + prefix))
                .toList();
    }

    private Instant timeOf(String operation) throws Exception {
        for (String line : Files.readAllLines(bridge.file())) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (line.contains("/" + prefix) && event.get("type").asText().endsWith(operation)) {
                return Instant.parse(event.get("time").asText());
            }
        }
        throw new AssertionError("No event " + operation);
    }
}

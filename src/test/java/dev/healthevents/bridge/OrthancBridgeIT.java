package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.DicomFiles.Uids;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.docs.Compatibility;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Orthanc, configured as a hospital would, through the whole bridge into the file. */
@NeedsOrthanc
class OrthancBridgeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACCOUNT = "pacs.example.org";

    @TempDir
    Path directory;

    private final OrthancServer orthanc =
            OrthancServer.start(OrthancSettings.plain().overwriting().withPassword("open-sesame"));
    private Bridge bridge;

    @BeforeEach
    void configure() {
        bridge = new Bridge(directory, orthanc.url())
                .set("health-events.sources.lab.type", "orthanc")
                .set("health-events.sources.lab.account", ACCOUNT)
                .set("health-events.sources.lab.start", "now")
                .set("health-events.sources.lab.auth.type", "basic")
                .set("health-events.sources.lab.auth.username", OrthancSettings.USER)
                .set("health-events.sources.lab.auth.password", "open-sesame");
    }

    @AfterEach
    void stop() {
        bridge.close();
        orthanc.close();
    }

    @Test
    void storesOverwritesAndDeletesAreInTheFileAsAzureTellsThem() throws Exception {
        startBridge();
        orthanc.store(study(1, 1, 2));
        awaitEvents(2);
        orthanc.store(study(1, 1, 1));
        awaitEvents(3);
        delete(1);
        awaitEvents(5);

        Compatibility.images("Orthanc", "real, with its SQLite index", FoundServer.imageVersion(bridge.source()))
                .onAnyVersion()
                .is(FoundServer.reading(bridge.source()), FoundServer.events(bridge.file()));
        List<JsonNode> events = AnnouncedImage.whole(bridge.file());
        assertThat(events)
                .extracting(event -> event.get("type").asText().replaceFirst("Microsoft.HealthcareApis.DicomImage", ""))
                .containsExactly("Created", "Created", "Updated", "Deleted", "Deleted");
        Uids uids = DicomFiles.uids(1, 1, 1);
        JsonNode updated = events.get(2);
        assertThat(updated.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "source", "specversion", "type", "subject", "time", "data");
        assertThat(updated.get("subject").asText())
                .isEqualTo(ACCOUNT + "/v1/partitions/Microsoft.Default/studies/" + uids.study() + "/series/"
                        + uids.series() + "/instances/" + uids.instance());
        assertThat(updated.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.0{7}Z");
        JsonNode data = updated.get("data");
        assertThat(data.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "partitionName",
                        "imageStudyInstanceUid",
                        "imageSeriesInstanceUid",
                        "imageSopInstanceUid",
                        "serviceHostName",
                        "sequenceNumber");
        assertThat(data.get("partitionName").asText()).isEqualTo("Microsoft.Default");
        assertThat(data.get("imageStudyInstanceUid").asText()).isEqualTo(uids.study());
        assertThat(data.get("imageSeriesInstanceUid").asText()).isEqualTo(uids.series());
        assertThat(data.get("imageSopInstanceUid").asText()).isEqualTo(uids.instance());
        assertThat(data.get("serviceHostName").asText()).isEqualTo(ACCOUNT);
        assertThat(events)
                .extracting(event -> event.at("/data/sequenceNumber").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(bridge.get("/api/status"))
                .containsPattern("\"name\":\"lab\",\"type\":\"orthanc\",\"state\":\"up-to-date\".*\"events\":5,.*"
                        + "\"capabilities\":\"Orthanc [\\d.]+, \\d+ instances known, deletes found by comparing\"");
    }

    @Test
    void whatHappensWhileTheBridgeIsAwayIsAnnouncedOnceWhenItIsBack() {
        orthanc.store(study(1, 1, 3));
        startBridge();
        orthanc.store(study(2, 1, 3));
        awaitEvents(3);
        bridge.close();
        delete(1);
        orthanc.store(study(3, 1, 3));
        startBridge();
        awaitEvents(9);
        bridge.close();
        startBridge();
        orthanc.store(study(4, 1, 1));

        awaitEvents(10);
        await().during(Duration.ofSeconds(2))
                .until(() -> AnnouncedImage.in(bridge.file()).size() == 10);
        assertThat(sopsOf("Created")).isEqualTo(sops(2, 3, 3, 3, 4, 1));
        assertThat(sopsOf("Deleted")).isEqualTo(sops(1, 3));
    }

    @Test
    void aWakeUpBringsTheDeletesOfAStudyLongBeforeTheNextLook() throws Exception {
        bridge.set("health-events.sources.lab.poll-interval", "10m")
                .set("health-events.sources.lab.sweep-interval", "10m");
        orthanc.store(study(1, 1, 20));
        startBridge();
        delete(1);
        await().during(Duration.ofSeconds(3))
                .until(() -> AnnouncedImage.in(bridge.file()).isEmpty());

        wake();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> AnnouncedImage.in(bridge.file()).size() == 20);
        assertThat(sopsOf("Deleted")).isEqualTo(sops(1, 20));
    }

    @Test
    void fiveThousandAreInTheFileWithinFiveSecondsOfTheLastStoreAndThreeThousandDeletesAtOneLook() {
        DicomFiles.study(directory.resolve("many"), 1, 3, 1000);
        DicomFiles.study(directory.resolve("many"), 2, 2, 1000);
        startBridge();
        orthanc.store(directory.resolve("many"));
        long stored = System.nanoTime();
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bridge.sink("file").status().delivered() == 5_000);
        System.out.println("All created events in the file " + millisSince(stored) + " ms after the last store");
        delete(1);
        long deleted = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bridge.source().events() > 5_000);
        // All of them at once, and not as many as one look happened to find.
        assertThat(bridge.source().events()).isEqualTo(8_000);
        await().atMost(PATIENCE).until(() -> bridge.sink("file").status().delivered() == 8_000);
        System.out.println("All deleted events in the file " + millisSince(deleted) + " ms after the delete");

        assertThat(sopsOf("Created")).hasSize(5_000);
        assertThat(sopsOf("Deleted")).hasSize(3_000);
        assertThat(AnnouncedImage.in(bridge.file())).hasSize(8_000);
    }

    private void startBridge() {
        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("up-to-date"));
    }

    private Path study(int study, int series, int instances) {
        Path folder = directory.resolve("study-" + study + "-" + series + "-" + instances);
        return DicomFiles.study(folder, study, series, instances);
    }

    private void delete(int study) {
        String id = orthanc.post("/tools/lookup", DicomFiles.uids(study, 1, 1).study())
                .at("/0/ID")
                .asText();
        orthanc.delete("/studies/" + id);
    }

    private void awaitEvents(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(AnnouncedImage.in(bridge.file())).hasSize(count));
    }

    private void wake() throws Exception {
        URI url = URI.create("http://127.0.0.1:" + bridge.port() + "/api/sources/lab/wake");
        int status = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isBetween(200, 299);
    }

    private Set<String> sopsOf(String type) {
        return AnnouncedImage.in(bridge.file()).stream()
                .map(image -> image.change().split(" "))
                .filter(words -> words[1].equals(type))
                .map(words -> words[4])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of pairs of a study and how many instances its first series has. */
    private static Set<String> sops(int... studyAndInstances) {
        Set<String> sops = new TreeSet<>();
        for (int i = 0; i < studyAndInstances.length; i += 2) {
            for (int instance = 1; instance <= studyAndInstances[i + 1]; instance++) {
                sops.add(DicomFiles.uids(studyAndInstances[i], 1, instance).instance());
            }
        }
        return sops;
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}

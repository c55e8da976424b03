package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Orthanc, read by its changes and by DICOMweb at the same time: both have to tell the same. */
@NeedsOrthanc(dicomWeb = true)
class OrthancDicomwebIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHANGES = "changes.example.org";
    private static final String SEARCHES = "searches.example.org";

    @TempDir
    Path directory;

    private final OrthancServer orthanc =
            OrthancServer.start(OrthancSettings.plain().withDicomWeb());
    private Bridge bridge;

    @BeforeEach
    void configure() {
        bridge = new Bridge(directory, orthanc.url())
                .set("health-events.sources.lab.type", "orthanc")
                .set("health-events.sources.lab.account", CHANGES)
                .set("health-events.sources.lab.start", "now")
                .set("health-events.sources.web.type", "dicomweb")
                .set("health-events.sources.web.url", orthanc.url() + "/dicom-web")
                .set("health-events.sources.web.account", SEARCHES)
                .set("health-events.sources.web.recent-days", "3650");
    }

    @AfterEach
    void stop() {
        bridge.close();
        orthanc.close();
    }

    @Test
    void bothTellTheSameOfOneArchiveAlsoOverARestart() {
        for (int study = 1; study <= 10; study++) {
            orthanc.store(study(study, 2, 5));
        }
        startBridge();
        for (int study = 11; study <= 20; study++) {
            orthanc.store(study(study, 1, 3));
        }
        awaitBoth(30);
        // Some images are more than are deleted in a moment: else the source would stop.
        for (int series = 3; series <= 5; series++) {
            orthanc.store(study(30, series, 100));
        }
        awaitBoth(530);
        deleteStudies(2, 12);
        deleteSomeInstances(5);
        awaitBoth(548);
        bridge.close();
        deleteStudies(3);
        orthanc.store(study(2, 1, 2));
        startBridge();
        awaitBoth(560);

        List<JsonNode> events = AnnouncedImage.whole(bridge.file());
        List<String> searched = changes(events, SEARCHES);
        assertThat(searched).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(searched)).isEqualTo(new TreeSet<>(changes(events, CHANGES)));
        assertThat(events.stream()
                        .filter(event -> SEARCHES.equals(
                                event.at("/data/serviceHostName").asText()))
                        .map(event -> event.at("/data/sequenceNumber").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aStudyThatIsNamedIsLookedAtWhateverItsDate() throws Exception {
        bridge.set("health-events.sources.web.recent-days", "0");
        startBridge();
        orthanc.store(study(1, 1, 2));
        URI wake = URI.create("http://127.0.0.1:" + bridge.port() + "/api/sources/web/wake?study="
                + DicomFiles.uids(1, 1, 1).study());
        HttpRequest request =
                HttpRequest.newBuilder(wake).POST(BodyPublishers.noBody()).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(202);
        awaitBoth(2);
    }

    private void startBridge() {
        bridge.start();
        await().atMost(PATIENCE)
                .until(() -> bridge.get("/api/status").split("\"state\":\"up-to-date\"", -1).length == 3);
    }

    private Path study(int study, int series, int instances) {
        return DicomFiles.study(directory.resolve("dicom-" + study + "-" + series), study, series, instances);
    }

    private void deleteStudies(int... studies) {
        for (int study : studies) {
            orthanc.delete("/studies/"
                    + orthancId(
                            "/studies",
                            "StudyInstanceUID",
                            DicomFiles.uids(study, 1, 1).study()));
        }
    }

    private void deleteSomeInstances(int some) {
        Random random = new Random(1);
        for (int i = 0; i < some; i++) {
            String sop = DicomFiles.uids(30, 1 + random.nextInt(3), 1 + i).instance();
            orthanc.delete("/instances/" + orthancId("/instances", "SOPInstanceUID", sop));
        }
    }

    private String orthancId(String level, String tag, String uid) {
        String kind = level.equals("/studies") ? "Study" : "Instance";
        return orthanc.post("/tools/find", "{\"Level\":\"" + kind + "\",\"Query\":{\"" + tag + "\":\"" + uid + "\"}}")
                .get(0)
                .asText();
    }

    private void awaitBoth(int events) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> all = AnnouncedImage.whole(bridge.file());
            assertThat(changes(all, CHANGES)).as("by its changes").hasSize(events);
            assertThat(changes(all, SEARCHES)).as("by searches").hasSize(events);
        });
    }

    private static List<String> changes(List<JsonNode> events, String account) {
        return events.stream()
                .filter(event ->
                        account.equals(event.at("/data/serviceHostName").asText()))
                .map(event -> event.get("type").asText()
                        + ' '
                        + event.get("subject").asText().replaceFirst("[^/]*/", ""))
                .toList();
    }
}

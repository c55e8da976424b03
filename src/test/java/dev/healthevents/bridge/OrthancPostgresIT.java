package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.docs.Compatibility;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Orthanc whose index is in a real PostgreSQL, by Debian's plug-in, through the whole bridge into the file. */
@NeedsOrthanc(postgresql = true)
class OrthancPostgresIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MODALITIES = 4;
    private static final int IMAGES_EACH = 25;

    @TempDir
    Path directory;

    private final EmbeddedPostgres postgres = start();
    private final OrthancServer orthanc =
            OrthancServer.start(OrthancSettings.plain().overwriting().onPostgresql(postgres.getPort()));
    private Bridge bridge;

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    @BeforeEach
    void startBridge() {
        bridge = bridge(directory.resolve("lab")).start();
        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("up-to-date"));
    }

    private Bridge bridge(Path folder) {
        return new Bridge(folder, orthanc.url())
                .set("health-events.sources.lab.type", "orthanc")
                .set("health-events.sources.lab.account", "pacs.example.org")
                .set("health-events.sources.lab.start", "now");
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        orthanc.close();
        postgres.close();
    }

    @Test
    void whatIsStoredOverwrittenCorrectedAndDeletedIsToldOfEachImage() throws IOException {
        orthanc.store(study(1, 2));
        awaitEvents(2);
        orthanc.store(study(1, 1));
        awaitEvents(3);
        correctPatient();
        awaitEvents(5);
        orthanc.delete("/studies/" + orthanc.get("/studies").get(0).asText());
        awaitEvents(7);

        assertThat(orthanc.get("/system").get("DatabaseBackendPlugin").asText()).contains("PostgreSQLIndex");
        assertThat(told(1)).containsExactly("Created", "Updated", "Updated", "Deleted");
        assertThat(told(2)).containsExactly("Created", "Updated", "Deleted");
        assertThat(numbers()).isSorted().doesNotHaveDuplicates();
        Compatibility.images(
                        "Orthanc, its index in PostgreSQL",
                        "real, with Debian's plug-in",
                        FoundServer.imageVersion(bridge.source()))
                .onAnyVersion()
                .is(FoundServer.reading(bridge.source()), FoundServer.events(bridge.file()));
    }

    @Test
    void whatModalitiesSendAtOnceIsToldOnceEachOverARestartAndHasTheSameIdForWhoReadsItLater() {
        sendAtOnce(1);
        awaitEvents(MODALITIES * IMAGES_EACH);
        orthanc.stop();
        orthanc.start();
        sendAtOnce(1 + MODALITIES);
        awaitEvents(2 * MODALITIES * IMAGES_EACH);

        List<AnnouncedImage> images = AnnouncedImage.in(bridge.file());
        assertThat(images).extracting(AnnouncedImage::id).doesNotHaveDuplicates();
        assertThat(images)
                .extracting(image -> image.change().replaceFirst("^\\d+ ", ""))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 2 * MODALITIES)
                        .boxed()
                        .flatMap(study -> IntStream.rangeClosed(1, IMAGES_EACH)
                                .mapToObj(image -> DicomFiles.uids(study, 1, image)))
                        .map(uids -> String.join(" ", "Created", uids.study(), uids.series(), uids.instance()))
                        .toList());
        assertThat(numbers()).doesNotHaveDuplicates();
        bridge.close();
        bridge = bridge(directory.resolve("another"))
                .set("health-events.sources.lab.start", "beginning")
                .start();
        awaitEvents(images.size());
        assertThat(AnnouncedImage.in(bridge.file())).containsExactlyInAnyOrderElementsOf(images);
    }

    private void sendAtOnce(int firstStudy) {
        CompletableFuture.allOf(IntStream.range(firstStudy, firstStudy + MODALITIES)
                        .mapToObj(study -> study(study, IMAGES_EACH))
                        .map(files -> CompletableFuture.runAsync(() -> orthanc.store(files)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** With all UIDs kept: Orthanc then has another instance of the same image. */
    private void correctPatient() {
        orthanc.post("/patients/" + orthanc.get("/patients").get(0).asText() + "/modify", """
                {"Replace":{"PatientID":"RIGHT"},"Keep":["StudyInstanceUID","SeriesInstanceUID","SOPInstanceUID"],
                 "KeepSource":false,"Force":true}""");
    }

    private Path study(int study, int instances) {
        return DicomFiles.study(directory.resolve("study-" + study + "-" + instances), study, 1, instances);
    }

    private void awaitEvents(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(AnnouncedImage.in(bridge.file())).hasSize(count));
    }

    /** What was told of an image of the first study. */
    private List<String> told(int image) {
        String sop = DicomFiles.uids(1, 1, image).instance();
        return AnnouncedImage.in(bridge.file()).stream()
                .map(AnnouncedImage::change)
                .filter(change -> change.endsWith(" " + sop))
                .map(change -> change.split(" ")[1])
                .toList();
    }

    private List<Long> numbers() {
        return AnnouncedImage.in(bridge.file()).stream()
                .map(image -> Long.valueOf(image.change().replaceFirst(" .*", "")))
                .toList();
    }
}

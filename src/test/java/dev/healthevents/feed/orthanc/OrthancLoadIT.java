package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of instances at once. */
@NeedsOrthanc
class OrthancLoadIT {

    @TempDir
    Path folder;

    @Test
    void fiveThousandAreAnnouncedWithinFiveSecondsOfTheLastStoreAndThreeThousandDeletesAtOneLook() throws Exception {
        Path files = folder.resolve("files");
        DicomFiles.study(files, 1, 3, 1000);
        DicomFiles.study(files, 2, 2, 1000);
        try (OrthancServer orthanc = OrthancServer.start(OrthancSettings.plain());
                OrthancReader reader = new OrthancReader(folder, orthanc).begin()) {
            CompletableFuture<Void> storing = CompletableFuture.runAsync(() -> orthanc.store(files));
            List<HealthEvent> created = new ArrayList<>();
            while (!storing.isDone()) {
                created.addAll(reader.look());
            }
            storing.join();
            created.addAll(reader.await(5000 - created.size(), Duration.ofSeconds(5)));

            assertThat(created.stream().map(HealthEvent::subject).distinct()).hasSize(5000);
            assertThat(created)
                    .hasSize(5000)
                    .allSatisfy(event -> assertThat(event.kind()).isEqualTo(HealthEventType.DICOM_IMAGE_CREATED));

            String study = orthanc.post(
                            "/tools/lookup", DicomFiles.uids(1, 1, 1).study())
                    .at("/0/ID")
                    .asText();
            orthanc.delete("/studies/" + study);
            List<HealthEvent> gone = reader.await(1, Duration.ofSeconds(5));

            assertThat(gone.stream().map(HealthEvent::subject).distinct()).hasSize(3000);
            assertThat(gone)
                    .hasSize(3000)
                    .allSatisfy(event -> assertThat(event.kind()).isEqualTo(HealthEventType.DICOM_IMAGE_DELETED));
        }
    }
}

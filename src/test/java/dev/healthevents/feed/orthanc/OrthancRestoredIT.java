package dev.healthevents.feed.orthanc;

import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_CREATED;
import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_DELETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.FeedRestoredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An Orthanc whose database was replaced, restored or has counted very far. */
@NeedsOrthanc
class OrthancRestoredIT extends OrthancAndReader {

    @Test
    void aReplacedDatabaseStopsReadingUntilTheEpochIsRaised() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 2, 3);
        orthanc.stop();
        orthanc.erase();
        orthanc.start();
        orthanc.store(files(2, 1, 1));

        assertThatThrownBy(() -> reader.look())
                .isInstanceOf(FeedRestoredException.class)
                .hasMessageContaining("health-events.sources.pacs.epoch to 2");
        reader.close();
        reader = new OrthancReader(folder, orthanc, 2, Duration.ofSeconds(1)).begin();

        assertThat(kinds(reader.await(7, SOON))).containsExactlyInAnyOrder(DICOM_IMAGE_CREATED, DICOM_IMAGE_DELETED);
        stored(3, 1, 1);
    }

    /** Orthanc makes another instance of it, since the patient is part of its ids. */
    @Test
    void changesAreAnnouncedAfterOrthancsNumbersHaveTurnedNegative() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 1);
        orthanc.stop();
        orthanc.countTo(Integer.MAX_VALUE - 3);
        orthanc.start();

        stored(2, 1, 20);
        stored(3, 1, 1);
        reader.close();
        read();
        stored(4, 1, 1);
        orthanc.delete("/studies/" + id("studies"));

        assertThat(numbers(reader.await(1, SOON))).allMatch(number -> number > Integer.MAX_VALUE);
    }

    @Test
    void anOrthancThatHasCountedFarIsReadFromTheFirstContactOn() throws Exception {
        orthanc = OrthancServer.start(OrthancSettings.plain());
        orthanc.store(files(1, 1, 1));
        orthanc.stop();
        orthanc.countTo(5_000_000_000L);
        orthanc.start();
        orthanc.store(files(2, 1, 1));
        read();
        orthanc.store(files(3, 1, 1));

        List<HealthEvent> events = reader.await(1, SOON);

        assertThat(instances(events)).containsExactly(DicomFiles.uids(3, 1, 1).instance());
        assertThat(numbers(events)).allMatch(number -> number > 5_000_000_000L);
        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void whatARestoredBackupBringsBackIsCreatedAndWhatItLacksIsDeleted() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 1);
        orthanc.store(files(2, 1, 1));
        List<Long> numbersOfTwo = new ArrayList<>(numbers(reader.await(1, SOON)));
        orthanc.stop();
        orthanc.backup(folder.resolve("backup"));
        orthanc.start();
        String two = orthanc.post("/tools/lookup", DicomFiles.uids(2, 1, 1).study())
                .at("/0/ID")
                .asText();
        orthanc.delete("/studies/" + two);
        numbersOfTwo.addAll(numbers(reader.await(1, SOON)));
        stored(3, 1, 1);
        reader.close();
        orthanc.stop();
        orthanc.restore(folder.resolve("backup"));
        orthanc.start();

        reader = new OrthancReader(folder, orthanc, 2, Duration.ofSeconds(1)).begin();

        List<HealthEvent> events = reader.await(2, SOON);
        assertThat(events)
                .extracting(HealthEvent::kind)
                .containsExactlyInAnyOrder(DICOM_IMAGE_CREATED, DICOM_IMAGE_DELETED);
        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
        orthanc.delete("/studies/" + two);
        List<HealthEvent> deleted = reader.await(1, SOON);
        assertThat(kinds(deleted)).containsExactly(DICOM_IMAGE_DELETED);
        numbersOfTwo.addAll(numbers(events.stream()
                .filter(event -> event.kind() == DICOM_IMAGE_CREATED)
                .toList()));
        numbersOfTwo.addAll(numbers(deleted));
        assertThat(numbersOfTwo).isSorted().doesNotHaveDuplicates();
    }
}

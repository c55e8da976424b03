package dev.healthevents.feed.orthanc;

import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_CREATED;
import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_DELETED;
import static dev.healthevents.event.HealthEventType.DICOM_IMAGE_UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsOrthanc
class OrthancFeedIT extends OrthancAndReader {

    @Test
    void aStoredInstanceIsCreated() throws Exception {
        start(OrthancSettings.plain());
        orthanc.store(files(1, 1, 1));

        HealthEvent event = reader.await(1, SOON).get(0);

        DicomFiles.Uids uids = DicomFiles.uids(1, 1, 1);
        assertThat(event.kind()).isEqualTo(DICOM_IMAGE_CREATED);
        assertThat(event.subject())
                .isEqualTo("pacs.example.org/v1/partitions/Microsoft.Default/studies/" + uids.study() + "/series/"
                        + uids.series() + "/instances/" + uids.instance());
        assertThat(event.data())
                .isEqualTo(new DicomImageData(
                        "Microsoft.Default",
                        uids.study(),
                        uids.series(),
                        uids.instance(),
                        "pacs.example.org",
                        orthanc.get("/changes").at("/Changes/0/Seq").asLong()));
    }

    @Test
    void whatWasThereBeforeIsNotAnnounced() throws Exception {
        orthanc = OrthancServer.start(OrthancSettings.plain());
        orthanc.store(files(1, 2, 3));

        read();

        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void whatWasThereBeforeIsAnnouncedWhenItIsDeleted() throws Exception {
        orthanc = OrthancServer.start(OrthancSettings.plain());
        orthanc.store(files(1, 2, 3));
        read();

        orthanc.delete("/studies/" + id("studies"));

        List<HealthEvent> events = reader.await(6, SOON);
        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_DELETED);
        assertThat(instances(events)).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void whatWasThereBeforeIsCreatedWhenReadingBeginsAtTheBeginning() throws Exception {
        orthanc = OrthancServer.start(OrthancSettings.plain());
        orthanc.store(files(1, 2, 3));
        reader = new OrthancReader(folder, orthanc);

        Instant now = reader.feed.serverTime();
        Window backlog = new Window(reader.feed.oldest(now), now);
        List<HealthEvent> events = reader.commit(reader.feed.read(backlog, 100));

        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_CREATED);
        assertThat(instances(events)).hasSize(6).doesNotHaveDuplicates();
        assertThat(reader.commit(reader.feed.read(backlog, 100))).isEmpty();
    }

    @Test
    void anInstanceThatIsSentAgainAndNotTakenIsNoChange() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 2);

        orthanc.store(files(1, 1, 2));

        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void anInstanceThatIsOverwrittenIsUpdated() throws Exception {
        start(OrthancSettings.plain().overwriting());
        stored(1, 1, 2);

        orthanc.store(files(1, 1, 2));

        List<HealthEvent> events = reader.await(2, SOON);
        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_UPDATED);
        assertThat(events).hasSize(2);
    }

    @Test
    void whatWasThereBeforeIsUpdatedWhenItIsOverwritten() throws Exception {
        orthanc = OrthancServer.start(OrthancSettings.plain().overwriting());
        orthanc.store(files(1, 1, 2));
        read();

        orthanc.store(files(1, 1, 2));

        assertThat(kinds(reader.await(2, SOON))).containsExactly(DICOM_IMAGE_UPDATED);
    }

    @Test
    void aDeletedInstanceIsDeletedAndNoOther() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 2, 3);
        String id = id("instances");
        String sop = orthanc.get("/instances/" + id)
                .at("/MainDicomTags/SOPInstanceUID")
                .asText();

        orthanc.delete("/instances/" + id);

        List<HealthEvent> events = reader.await(1, SOON);
        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_DELETED);
        assertThat(instances(events)).containsExactly(sop);
        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void allInstancesOfADeletedSeriesAreDeleted() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 2, 3);

        orthanc.delete("/series/" + id("series"));

        List<HealthEvent> events = reader.await(3, SOON);
        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_DELETED);
        assertThat(instances(events)).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void anInstanceThatIsStoredAgainAfterItsDeleteIsCreatedAgain() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 1);
        orthanc.delete("/instances/" + id("instances"));
        assertThat(kinds(reader.await(1, SOON))).containsExactly(DICOM_IMAGE_DELETED);

        orthanc.store(files(1, 1, 1));

        assertThat(kinds(reader.await(1, SOON))).containsExactly(DICOM_IMAGE_CREATED);
    }

    @Test
    void numbersGrowFromCreatedOverDeletedToCreatedAgain() throws Exception {
        start(OrthancSettings.plain());
        orthanc.store(files(1, 1, 20));
        List<Long> numbers = new ArrayList<>(numbers(reader.await(20, SOON)));
        orthanc.delete("/studies/" + id("studies"));
        numbers.addAll(numbers(reader.await(20, SOON)));
        orthanc.store(files(1, 1, 20));
        numbers.addAll(numbers(reader.await(20, SOON)));

        assertThat(numbers).hasSize(60).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aModifiedStudyIsANewOne() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 2);

        orthanc.post("/studies/" + id("studies") + "/modify", "{\"Replace\":{\"StudyDescription\":\"changed\"}}");

        List<HealthEvent> events = reader.await(2, SOON);
        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_CREATED);
        assertThat(instances(events))
                .doesNotContain(DicomFiles.uids(1, 1, 1).instance())
                .hasSize(2);
    }

    @Test
    void anAnonymisedStudyIsANewOne() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 2);

        orthanc.post("/studies/" + id("studies") + "/anonymize", "{}");

        assertThat(kinds(reader.await(2, SOON))).containsExactly(DICOM_IMAGE_CREATED);
    }

    /** Nobody can: neither the changes nor any count tells of it. */
    @Test
    void whatIsStoredAndDeletedBetweenTwoLooksIsNotSeen() throws Exception {
        start(OrthancSettings.plain());
        orthanc.store(files(1, 1, 3));
        orthanc.delete("/studies/" + id("studies"));

        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void anEmptiedLogOfChangesHidesNoInstance() throws Exception {
        start(OrthancSettings.plain());
        orthanc.store(files(1, 1, 3));
        orthanc.delete("/changes");

        List<HealthEvent> events = reader.await(3, SOON);

        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_CREATED);
        assertThat(instances(events)).hasSize(3).doesNotHaveDuplicates();
        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void whatHappensWhileOrthancAndTheBridgeAreRestartedIsAnnounced() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 2);
        reader.close();
        orthanc.stop();
        orthanc.start();
        orthanc.delete("/instances/" + id("instances"));
        orthanc.store(files(2, 1, 2));

        read();

        List<HealthEvent> events = reader.await(3, SOON);
        assertThat(events.stream().map(HealthEvent::kind))
                .containsExactly(DICOM_IMAGE_CREATED, DICOM_IMAGE_CREATED, DICOM_IMAGE_DELETED);
    }

    @Test
    void whatIsReadAgainHasTheSameIdAndNumber() throws Exception {
        start(OrthancSettings.plain().overwriting());
        orthanc.store(files(1, 1, 3));
        List<HealthEvent> created = reader.await(3, SOON);
        orthanc.delete("/instances/" + id("instances"));
        assertThat(reader.await(1, SOON)).hasSize(1);
        orthanc.store(files(2, 1, 3));
        List<HealthEvent> moved = reader.await(3, SOON);

        Instant now = reader.feed.serverTime();
        List<HealthEvent> again = reader.feed
                .read(new Window(now.minusSeconds(60), now.plusSeconds(1)), 100)
                .events();

        assertThat(again).containsAll(moved).hasSize(5);
        assertThat(created)
                .containsAll(
                        again.stream().filter(event -> !moved.contains(event)).toList());
    }

    @Test
    void aBurstThatIsTooLargeForAnOpenWindowIsReadInClosedOnes() throws Exception {
        start(OrthancSettings.plain());
        Instant before = reader.feed.serverTime();
        orthanc.store(files(1, 1, 30));
        Window open = Window.openFrom(before.minusSeconds(1));
        assertThatThrownBy(() -> reader.feed.read(open, 10)).isInstanceOf(WindowTooLargeException.class);

        Instant after = reader.feed.serverTime().plusSeconds(1);
        List<HealthEvent> closed = reader.commit(reader.feed.read(new Window(before, after), 1000));

        assertThat(instances(closed)).hasSize(30).doesNotHaveDuplicates();
        assertThat(reader.commit(reader.feed.read(Window.openFrom(after), 1000)))
                .isEmpty();
        stored(2, 1, 1);
    }

    @Test
    void anOrthancWithASignInIsRead() throws Exception {
        start(OrthancSettings.plain().withPassword("s3cret"));

        stored(1, 1, 1);
    }

    @Test
    void anImageWhosePatientIdIsCorrectedIsUpdatedAndNotDeleted() throws Exception {
        start(OrthancSettings.plain());
        stored(1, 1, 2);

        orthanc.post("/patients/" + id("patients") + "/modify", """
                {"Replace":{"PatientID":"RIGHT"},"Keep":["StudyInstanceUID","SeriesInstanceUID","SOPInstanceUID"],
                 "KeepSource":false,"Force":true}""");

        assertThat(kinds(reader.await(2, SOON))).containsExactly(DICOM_IMAGE_UPDATED);
        assertThat(reader.await(1, Duration.ofSeconds(2))).isEmpty();
        orthanc.delete("/patients/" + id("patients"));
        List<HealthEvent> events = reader.await(2, SOON);
        assertThat(kinds(events)).containsExactly(DICOM_IMAGE_DELETED);
        assertThat(events).hasSize(2);
    }
}

package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.dicom.Uids;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers recorded from a real Orthanc 1.10.1. */
class RecordedAnswersTest {

    private static final String INSTANCE = "379b4622-31b2cf03-5ed59cb5-02563792-27b422e8";

    private final StandInOrthanc orthanc = new StandInOrthanc();

    @AfterEach
    void close() {
        orthanc.close();
    }

    @Test
    void ofTheRowsOfAStoreOnlyTheInstancesCount() throws Exception {
        ChangesPage page = orthanc.changes("01-after-storescu.json").client.changes(0, 100);

        assertThat(page.changes()).hasSize(10);
        assertThat(page.changes().stream().filter(Change::stored).map(Change::seq))
                .containsExactly(1L, 5L, 6L, 7L, 9L, 10L);
        assertThat(page.changes().get(0))
                .isEqualTo(new Change(1, true, INSTANCE, Instant.parse("2026-11-22T03:03:15Z")));
        assertThat(page.done()).isTrue();
        assertThat(page.last()).isEqualTo(10);
    }

    @Test
    void anEmptyPageTellsHowFarOrthancHasCounted() throws Exception {
        ChangesPage page =
                orthanc.changes("15-create-delete-between-polls.json").client.changes(5177, 100);

        assertThat(page.changes()).isEmpty();
        assertThat(page.last()).isEqualTo(5181);
    }

    @Test
    void anInstanceAndItsSeriesAreTold() throws Exception {
        orthanc.bulkContent("04-bulk-content.json");

        assertThat(orthanc.client.instances(List.of(INSTANCE)).get(INSTANCE))
                .isEqualTo(new Resource(
                        INSTANCE,
                        "1.2.826.0.1.3680043.10.9999.101.1.1",
                        "086f32c9-e83e1844-7cf8c6bf-277abaf9-de5a6fee"));
    }

    @Test
    void aSeriesAndItsStudyAreTold() throws Exception {
        orthanc.bulkContent("04-bulk-content-parents.json");
        String series = "086f32c9-e83e1844-7cf8c6bf-277abaf9-de5a6fee";
        String study = "d1654891-c9317e83-c512ada8-00281fa7-da055c50";

        assertThat(orthanc.client.series(List.of(series)).get(series))
                .isEqualTo(new Resource(series, "1.2.826.0.1.3680043.10.9999.101.1", study));
        assertThat(orthanc.client.studies(List.of(study)).get(study).uid())
                .isEqualTo("1.2.826.0.1.3680043.10.9999.101");
    }

    @Test
    void instancesOfASeriesThatIsGoneAreGone() throws Exception {
        orthanc.bulkContent("04-bulk-content.json");

        Map<String, Uids> found = new UidLookup(orthanc.client).find(List.of(INSTANCE));

        assertThat(found).isEmpty();
    }

    @Test
    void timesAreUtcInWholeSeconds() throws Exception {
        assertThat(OrthancTime.parse("20261122T030315")).isEqualTo(Instant.parse("2026-11-22T03:03:15Z"));
        assertThat(OrthancTime.parse("20261122T030315.123456")).isEqualTo(Instant.parse("2026-11-22T03:03:15Z"));
        assertThat(OrthancTime.parse("2026-11-22T03:03:15Z")).isNull();
        assertThat(orthanc.client.now()).isEqualTo(StandInOrthanc.NOW);
    }

    @Test
    void whatIsNotOrthancIsToldSo() {
        assertThatThrownBy(() -> changes("{\"resourceType\":\"Bundle\"}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("is `url` the base of an Orthanc?");
        assertThatThrownBy(() -> changes("{\"Changes\":[{\"ChangeType\":\"NewInstance\"}],\"Done\":true,\"Last\":1}"))
                .hasMessageContaining("a row has no Seq");
    }

    @Test
    void anIdThatIsNoneIsNeverSentBack() {
        assertThatThrownBy(() -> orthanc.client.instances(List.of("\"],\"x\":[\"")))
                .isInstanceOf(FeedException.class);
        assertThat(orthanc.http.asked()).isEmpty();
    }

    private static void changes(String json) throws Exception {
        new ChangesParser().read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), null);
    }
}

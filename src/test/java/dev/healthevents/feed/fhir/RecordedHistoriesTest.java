package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.fhir.Bundles.Read;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of real servers: HAPI FHIR JPA 8.8.0 (R4 and R5) and 7.2.0, and Medplum. */
class RecordedHistoriesTest {

    @Test
    void hapi88IsReadOldestFirstWithEveryOperation() throws Exception {
        assertThat(oldestFirst("hapi-8.8-system-history.json"))
                .containsExactly(
                        "CREATED Patient/1000/1 2026-11-22T02:55:17.890Z",
                        "CREATED Patient/cl-1/1 2026-11-22T02:55:18.045Z",
                        "UPDATED Patient/1000/2 2026-11-22T02:55:18.077Z",
                        "UPDATED Patient/1000/3 2026-11-22T02:55:18.217Z",
                        "CREATED Patient/1002/1 2026-11-22T02:55:18.390Z",
                        "UPDATED Patient/1002/2 2026-11-22T02:55:18.465Z",
                        "CREATED Patient/1003/1 2026-11-22T02:55:18.495Z",
                        "DELETED Patient/1000/4 2026-11-22T02:55:18.495Z",
                        "DELETED Patient/1003/2 2026-11-22T02:55:18.550Z",
                        "UPDATED Patient/1000/5 2026-11-22T02:55:18.550Z",
                        "CREATED Patient/1004/1 2026-11-22T02:55:18.654Z",
                        "CREATED Observation/1005/1 2026-11-22T02:55:18.654Z",
                        "CREATED Patient/cl-2/1 2026-11-22T02:55:18.654Z",
                        "DELETED Patient/cl-1/2 2026-11-22T02:55:18.654Z",
                        "UPDATED Patient/1000/6 2026-11-22T02:55:18.654Z",
                        "CREATED Patient/1007/1 2026-11-22T02:55:18.841Z",
                        "DELETED Patient/cl-2/2 2026-11-22T02:55:18.841Z");
    }

    @Test
    void hapi72WritesWrongFullUrlsForClientsIdsAndIsUnderstood() throws Exception {
        Read read = Read.ofBundle(Bundles.recorded("hapi-7.2-system-history.json"));
        assertThat(read.rejected).isEmpty();
        assertThat(read.changes)
                .extracting(Read::line)
                .hasSize(14)
                .startsWith("DELETED Patient/cl-2/2 null", "CREATED Patient/7/1 2026-11-22T03:32:41.968Z");
    }

    @Test
    void hapiInR5ModeIsLikeR4() throws Exception {
        Read read = Read.ofBundle(Bundles.recorded("hapi-8.8-r5-system-history.json"));
        assertThat(read.rejected).isEmpty();
        assertThat(read.changes)
                .extracting(Read::line)
                .startsWith("DELETED Patient/1003/3 null", "UPDATED Patient/1003/2 2026-11-22T03:42:41.189Z");
    }

    @Test
    void hapiHonoursElementsAndAddsATag() throws Exception {
        assertThat(page("hapi-8.8-r5-system-history.json").fullResources()).isFalse();
        assertThat(page("hapi-8.8-system-history.json").fullResources()).isTrue();
    }

    @Test
    void hapiTellsItsTime() throws Exception {
        assertThat(page("hapi-8.8-system-history.json").time()).isEqualTo("2026-11-22T02:55:18.923Z");
    }

    @Test
    void medplumHasNoSystemHistoryAndAnswersASearch() {
        assertThatThrownBy(() -> Read.ofBundle("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("a Bundle of type searchset");
    }

    private static HistoryPage page(String name) throws Exception {
        return Bundles.parse(Bundles.recorded(name), entry -> {});
    }

    private static List<String> oldestFirst(String name) throws Exception {
        Instant now = Instant.parse("2026-11-22T04:00:00Z");
        List<FhirChange> listed = Read.ofBundle(Bundles.recorded(name)).changes;
        return Chronology.oldestFirst(listed, Window.openFrom(Instant.EPOCH), now).stream()
                .map(Read::line)
                .toList();
    }
}

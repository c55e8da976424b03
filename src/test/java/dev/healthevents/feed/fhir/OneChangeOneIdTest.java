package dev.healthevents.feed.fhir;

import static dev.healthevents.feed.fhir.Bundles.deleted;
import static dev.healthevents.feed.fhir.Bundles.history;
import static dev.healthevents.feed.fhir.Bundles.patient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.fhir.Bundles.Read;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an entry says of other things than the change does not change its id; another change has another one. */
class OneChangeOneIdTest {

    private static final String TIME = "2026-11-22T10:00:00.500Z";
    private static final String META = "\"meta\":{\"versionId\":\"2\",\"lastUpdated\":\"" + TIME + "\"}";
    private static final String RESOURCE = "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\"," + META + "}";
    private static final String REQUEST = ",\"request\":{\"method\":\"PUT\",\"url\":\"Patient/p\"}";

    @Test
    void aVersionHasOneIdInAHistoryAndInASearch() throws Exception {
        assertThat(id(RESOURCE + ",\"search\":{\"mode\":\"match\"}}"))
                .isEqualTo(id(RESOURCE + REQUEST + ",\"response\":{\"status\":\"200\",\"etag\":\"W/\\\"2\\\"\","
                        + "\"lastModified\":\"" + TIME + "\"}}"));
    }

    @Test
    void aCoarserTimeOfTheAnswerIsNoOtherChange() throws Exception {
        assertThat(id(RESOURCE + REQUEST
                        + ",\"response\":{\"status\":\"200\",\"lastModified\":\"2026-11-22T10:00:00Z\"}}"))
                .isEqualTo(id(RESOURCE + REQUEST + "}"));
    }

    @Test
    void aFinerTimeAndAnotherZoneAreNoOtherChange() throws Exception {
        assertThat(id(RESOURCE.replace(TIME, "2026-11-22T11:30:00.5004999+01:30") + "}"))
                .isEqualTo(id(RESOURCE + "}"));
    }

    @Test
    void theSameVersionAtAnotherTimeIsAnotherChange() throws Exception {
        assertThat(id(RESOURCE.replace(TIME, "2026-11-22T10:00:00.501Z") + "}")).isNotEqualTo(id(RESOURCE + "}"));
    }

    @Test
    void theSameVersionAtTwoTimesIsTwoEventsOfOneWindow() throws Exception {
        try (StandInServer server = StandInServer.answering(
                q -> history(patient("1", 1, "2026-11-22T09:30:00Z"), patient("1", 1, "2026-11-22T09:20:00Z")))) {
            Window window = Window.openFrom(Instant.parse("2026-11-22T09:00:00Z"));
            assertThat(server.feed.read(window, 10).events())
                    .hasSize(2)
                    .extracting(HealthEvent::id)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aDeletesOwnTimeNamesItAndNotThatOfTheVersionItShows() throws Exception {
        String delete = RESOURCE + REQUEST.replace("PUT", "DELETE")
                + ",\"response\":{\"status\":\"204\",\"lastModified\":\"2026-11-22T10:07:00Z\"}}";
        Instant deleted = Instant.parse("2026-11-22T10:07:00Z");
        assertThat(id(delete)).isEqualTo(EventIds.fhir("h", "Patient", "p", "2", deleted));
        assertThat(Read.of(delete).changes.get(0).time()).isEqualTo(deleted);
    }

    @Test
    void aDeleteWithoutATimeIsNamedByWhatIsTold() throws Exception {
        assertThat(id(deleted("p", 2))).isEqualTo(EventIds.fhir("h", "Patient", "p", "2", null));
    }

    @Test
    void whatAnEarlierBuildAnnouncedIsLookedFor() {
        try (StandInServer server = StandInServer.answering(q -> history())) {
            assertThat(server.feed.beganAnew()).isFalse();
            assertThat(server.feedAfter(null).beganAnew()).isTrue();
            assertThat(server.feedAfter(server.feed.mark().orElseThrow()).beganAnew())
                    .isFalse();
        }
    }

    private static UUID id(String entry) throws Exception {
        Read read = Read.of(entry);
        assertThat(read.changes).as(read.only()).hasSize(1);
        return read.changes.get(0).eventId();
    }
}

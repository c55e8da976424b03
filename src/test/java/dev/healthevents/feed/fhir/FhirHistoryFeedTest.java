package dev.healthevents.feed.fhir;

import static dev.healthevents.feed.fhir.Bundles.deleted;
import static dev.healthevents.feed.fhir.Bundles.history;
import static dev.healthevents.feed.fhir.Bundles.page;
import static dev.healthevents.feed.fhir.Bundles.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FhirHistoryFeedTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Window OPEN = Window.openFrom(NINE);
    private static final String TIME = "2026-11-22T10:00:00Z";

    @Test
    void aChangeBecomesAnEvent() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> history(patient("1", 1, at(5))))) {
            assertThat(server.feed.read(OPEN, 10).events())
                    .containsExactly(new HealthEvent(
                            EventIds.fhir("fhir.example", "Patient", "1", "1", NINE.plusSeconds(5)),
                            "/workspaces/w",
                            HealthEventType.FHIR_RESOURCE_CREATED,
                            "fhir.example/Patient/1",
                            NINE.plusSeconds(5),
                            new FhirResourceData("Patient", "fhir.example", "1", 1, null)));
            assertThat(server.http.asked().get(0).header("Accept"))
                    .isEqualTo("application/fhir+json, application/json;q=0.9");
        }
    }

    @Test
    void aVersionThatIsNoNumberIsReplacedByTheTime() throws Exception {
        String uuid = patient("1", 7, at(5)).replace("\"versionId\":\"7\"", "\"versionId\":\"a-b\"");
        try (StandInServer server = StandInServer.answering(q -> history(uuid))) {
            assertThat(server.feed.read(OPEN, 10).events().get(0).data())
                    .isEqualTo(new FhirResourceData(
                            "Patient", "fhir.example", "1", NINE.plusSeconds(5).toEpochMilli(), "a-b"));
        }
    }

    @Test
    void allPagesAreReadAndTheLastMayBeEmpty() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> switch (offset(q)) {
            case 0 -> page(TIME, "http://inner/fhir/_history?_offset=2", patient("4", 1, at(4)), deleted("2", 2));
            case 2 -> page(TIME, "?_offset=4", patient("2", 1, at(2)), patient("1", 1, at(1)));
            default -> page(TIME, null);
        })) {
            WindowRead read = server.feed.read(OPEN, 2);
            assertThat(subjects(read)).containsExactly("1/1", "2/1", "2/2", "4/1");
            assertThat(read.entries()).isEqualTo(4);
            assertThat(read.window()).isEqualTo(OPEN);
            assertThat(server.http.asked())
                    .filteredOn(asked -> asked.uri().getPath().endsWith("/_history"))
                    .hasSize(3);
            assertThat(server.http.asked())
                    .allSatisfy(
                            asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer secret"));
        }
    }

    @Test
    void repeatsAcrossPagesCountAsEntriesButAreOneEvent() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> offset(q) == 0
                ? page(TIME, "?_offset=2", patient("3", 1, at(3)), patient("2", 1, at(2)))
                : page(TIME, null, patient("2", 1, at(2)), patient("1", 1, at(1)), "17", "17"))) {
            WindowRead read = server.feed.read(OPEN, 2);
            assertThat(subjects(read)).containsExactly("1/1", "2/1", "3/1");
            assertThat(read.entries()).isEqualTo(6);
            assertThat(read.rejected()).hasSize(1);
        }
    }

    @Test
    void aServerThatListsOldestFirstIsReadAsItIs() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> offset(q) == 0
                ? page(TIME, "?_offset=2", patient("1", 1, at(1)), patient("2", 1, at(2)))
                : page(TIME, null, deleted("2", 2), patient("3", 1, at(3))))) {
            assertThat(subjects(server.feed.read(OPEN, 2))).containsExactly("1/1", "2/1", "2/2", "3/1");
        }
    }

    @Test
    void anotherHostInALinkIsNeverContacted() throws Exception {
        try (RecordedServer foreign = new RecordedServer(uri -> Answer.json(history()));
                StandInServer server = StandInServer.answering(q -> offset(q) == 0
                        ? page(TIME, foreign.url("/other/_history?_offset=2").toString(), patient("2", 1, at(2)))
                        : page(TIME, null, patient("1", 1, at(1))))) {
            assertThat(subjects(server.feed.read(OPEN, 2))).containsExactly("1/1", "2/1");
            assertThat(foreign.asked()).isEmpty();
        }
    }

    @Test
    void aPageThatFailsFailsTheWindow() {
        try (StandInServer server = new StandInServer(q -> offset(q) == 0
                ? Answer.json(page(TIME, "?_offset=2", patient("1", 1, at(1))))
                : Answer.of(503, "").with("Retry-After", "9"))) {
            assertThatThrownBy(() -> server.feed.read(OPEN, 2))
                    .isInstanceOfSatisfying(
                            FeedException.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(9)))
                    .hasMessageContaining("503");
        }
    }

    @Test
    void changesFromBeforeAnOpenWindowAreLeftOut() throws Exception {
        try (StandInServer server =
                StandInServer.answering(q -> history(patient("2", 1, at(0)), patient("1", 1, at(-1))))) {
            WindowRead read = server.feed.read(OPEN, 2);
            assertThat(subjects(read)).containsExactly("2/1");
            assertThat(read.entries()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatRefusesElementsIsAskedWithout() throws Exception {
        try (StandInServer server = new StandInServer(
                q -> q.contains("_elements") ? Answer.of(400, "") : Answer.json(history(patient("1", 1, at(1)))))) {
            assertThat(subjects(server.feed.read(OPEN, 2))).containsExactly("1/1");
            server.feed.read(OPEN, 2);
            assertThat(server.queries()).hasSize(3).last().asString().doesNotContain("_elements");
        }
    }

    @Test
    void aServerThatIgnoresElementsIsNoLongerAskedForThem() throws Exception {
        String full = patient("1", 1, at(1)).replace("\"id\":\"1\"", "\"id\":\"1\",\"active\":true");
        try (StandInServer server = StandInServer.answering(q -> history(full))) {
            server.feed.read(OPEN, 2);
            server.feed.read(OPEN, 2);
            assertThat(server.queries().get(0)).contains("_elements=id,meta");
            assertThat(server.queries().get(1)).doesNotContain("_elements");
        }
    }

    @Test
    void aServerThatHonoursElementsAndAnswersOneWholeResourceIsAskedForThemAllTheSame() throws Exception {
        String full = patient("1", 1, at(1)).replace("\"id\":\"1\"", "\"id\":\"1\",\"active\":true");
        String small = patient("2", 1, at(1)).replace("\"meta\":{", "\"meta\":{\"tag\":[{\"code\":\"SUBSETTED\"}],");
        try (StandInServer server = StandInServer.answering(q -> history(small, full))) {
            server.feed.read(OPEN, 3);
            server.feed.read(OPEN, 3);
            assertThat(server.queries().get(1)).contains("_elements=id,meta");
        }
    }

    @Test
    void aRefusalThatElementsAreNotToBlameForIsReported() {
        try (StandInServer server = new StandInServer(q -> Answer.of(400, ""))) {
            assertThatThrownBy(() -> server.feed.read(OPEN, 2)).hasMessageContaining("400");
        }
    }

    @Test
    void theServersTimeIsThatOfTheFirstPage() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> offset(q) == 0
                ? page("2026-11-22T10:00:00.1239Z", "?_offset=2", patient("2", 1, at(9)))
                : page("2026-11-22T10:00:07Z", null, patient("1", 1, at(1))))) {
            assertThat(server.feed.read(OPEN, 2).serverTime()).isEqualTo("2026-11-22T10:00:00.123Z");
        }
    }

    @Test
    void withoutATimeOfTheServersTheDateHeaderLessTwoMinutesCounts() throws Exception {
        // The JDK's server sends the real date, which is later than these changes of the past.
        Instant before = Instant.now().minusSeconds(121);
        try (StandInServer server =
                StandInServer.answering(q -> page(null, null, patient("1", 1, "2020-01-01T00:00:00Z")))) {
            assertThat(server.feed.read(Window.openFrom(Instant.EPOCH), 2).serverTime())
                    .isBetween(before, Instant.now().minusSeconds(119));
        }
    }

    @Test
    void aChangeWithATimeOfItsOwnIsNotTakenForTheServersTime() throws Exception {
        String time = Instant.now().plusSeconds(3600).toString();
        try (StandInServer server = StandInServer.answering(q -> page(null, null, patient("1", 1, time)))) {
            assertThat(server.feed.read(OPEN, 2).serverTime())
                    .isBefore(Instant.now().minusSeconds(100));
        }
    }

    private static String at(int second) {
        return NINE.plusSeconds(second).toString();
    }

    private static int offset(String query) {
        int start = query.indexOf("_offset=");
        return start < 0 ? 0 : Integer.parseInt(query.substring(start + 8));
    }

    private static List<String> subjects(WindowRead read) {
        return read.events().stream()
                .map(event -> (FhirResourceData) event.data())
                .map(data -> data.resourceFhirId() + "/" + data.resourceVersionId())
                .toList();
    }
}

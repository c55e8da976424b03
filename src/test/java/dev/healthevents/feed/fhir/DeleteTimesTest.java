package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a delete was, and what names it, where a history does not say. */
class DeleteTimesTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Window OPEN = Window.openFrom(NINE);

    private final UntoldServer hapi = new UntoldServer();

    @AfterEach
    void stop() {
        hapi.close();
    }

    @Test
    void aDeleteLongAfterTheLastChangeHasItsOwnTime() throws Exception {
        hapi.put("a", 1, at(1)).delete("a", 2, at(51.25));

        assertThat(deletes(OPEN)).extracting(HealthEvent::time).containsExactly(at(51.25));
    }

    @Test
    void aDeleteInAClosedWindowOfItsOwnHasItsOwnTime() throws Exception {
        hapi.put("a", 1, at(1)).delete("a", 2, at(51.25));

        assertThat(deletes(new Window(at(50), at(60))))
                .extracting(HealthEvent::time)
                .containsExactly(at(51.25));
    }

    @Test
    void aDeleteHasNoOtherNameForThatTheServerFailsForAMoment() throws Exception {
        hapi.put("b", 1, at(9.2)).delete("b", 2, at(9.4));
        UUID id = EventIds.fhir("fhir.example", "Patient", "b", "2", at(9.2));
        hapi.failures = 3;

        assertThat(deletes(new Window(at(9.3), at(9.5))))
                .extracting(HealthEvent::id)
                .containsExactly(id);
    }

    @Test
    void aDeleteKeepsItsNameWhereTheServerGivesNoHistoryOfOneResource() throws Exception {
        hapi.put("a", 1, at(1)).delete("a", 2, at(3));
        hapi.put("b", 1, at(9.2)).delete("b", 2, at(9.4)).put("c", 1, at(9.6));
        hapi.failures = Integer.MAX_VALUE;
        UUID id = deletes(OPEN).get(1).id();

        assertThat(deletes(new Window(at(9.3), at(9.5))))
                .extracting(HealthEvent::id)
                .containsExactly(id);
    }

    @Test
    void aDeleteIsNamedByItsSecondWhateverElseIsRead() throws Exception {
        hapi.put("b", 1, at(1)).delete("b", 2, at(9.4)).put("c", 1, at(9.6)).put("d", 1, at(9.9));
        UUID id = EventIds.fhir("fhir.example", "Patient", "b", "2", at(9));

        assertThat(deletes(OPEN)).extracting(HealthEvent::id).containsExactly(id);
        assertThat(deletes(new Window(at(9), at(10))))
                .extracting(HealthEvent::id)
                .containsExactly(id);
        assertThat(deletes(new Window(at(9.3), at(9.5))))
                .extracting(HealthEvent::id)
                .containsExactly(id);
        hapi.put("e", 1, at(9.1));
        assertThat(deletes(OPEN)).extracting(HealthEvent::id).containsExactly(id);
    }

    @Test
    void anotherReaderNamesItAlike() throws Exception {
        hapi.put("a", 1, at(9.2)).delete("a", 2, at(9.4)).put("c", 1, at(9.6));
        UUID id = deletes(OPEN).get(0).id();

        try (UntoldServer other = new UntoldServer()) {
            other.versions.addAll(hapi.versions);
            assertThat(other.read(new Window(at(9.3), at(9.5))))
                    .extracting(HealthEvent::id)
                    .containsExactly(id);
        }
    }

    @Test
    void amongChangesOfOneSecondItNeedNotBeAskedFor() throws Exception {
        hapi.put("a", 1, at(1)).delete("a", 2, at(3));
        read(OPEN);
        for (int i = 0; i < 50; i++) {
            hapi.put("b" + i, 1, at(9 + i / 100.0)).delete("b" + i, 2, at(9.5 + i / 1000.0));
        }
        hapi.put("c", 1, at(9.9));
        long before = hapi.questions();

        assertThat(deletes(OPEN))
                .hasSize(51)
                .allSatisfy(event -> assertThat(event.time())
                        .isBetween(event.data().resourceFhirId().equals("a") ? at(3) : at(9), at(10)));
        assertThat(hapi.questions()).isEqualTo(before);
    }

    @Test
    void thousandsOfFewSecondsTakeFewQuestions() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            hapi.put("a" + i, 1, at(1)).delete("a" + i, 2, at(30 + i / 1_000.0));
        }

        List<HealthEvent> deletes = deletes(OPEN);

        assertThat(deletes).hasSize(5_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(deletes.get(i).time().getEpochSecond())
                    .isEqualTo(at(30 + number(deletes.get(i)) / 1_000.0).getEpochSecond());
        }
        assertThat(hapi.questions()).isLessThan(100);
    }

    @Test
    void whatWasAskedForOnceIsNotAskedForAgain() throws Exception {
        hapi.put("a", 1, at(1)).delete("a", 2, at(51));
        UUID id = deletes(OPEN).get(0).id();

        for (int i = 0; i < 5; i++) {
            assertThat(deletes(OPEN)).extracting(HealthEvent::id).containsExactly(id);
            hapi.put("b" + i, 1, at(60 + i));
        }
        assertThat(hapi.questions()).isEqualTo(1);
    }

    @Test
    void whatIsErasedPutAndDeletedAgainIsAnotherDelete() throws Exception {
        hapi.put("a", 1, at(1)).delete("a", 2, at(3));
        UUID first = deletes(OPEN).get(0).id();
        hapi.erase("a").put("a", 1, at(5)).delete("a", 2, at(7));

        assertThat(deletes(OPEN)).singleElement().satisfies(event -> {
            assertThat(event.time()).isEqualTo(at(7));
            assertThat(event.id()).isNotEqualTo(first);
        });
    }

    @Test
    void itIsAlsoWithinOneSecond() throws Exception {
        hapi.put("a", 1, at(1.1)).delete("a", 2, at(1.2));
        UUID first = deletes(OPEN).get(0).id();
        hapi.erase("a").put("a", 1, at(1.5)).delete("a", 2, at(1.6));
        UUID second = deletes(OPEN).get(0).id();

        assertThat(second).isNotEqualTo(first);
        assertThat(deletes(new Window(at(1.55), at(1.7))))
                .extracting(HealthEvent::id)
                .containsExactly(second);
    }

    @Test
    void aServerThatTellsNoTimeIsNotAskedForEverAndTheNameHasNone() throws Exception {
        hapi.asked = version -> Answer.of(410, "");
        for (int i = 0; i < 40; i++) {
            hapi.put("a" + i, 1, at(1)).delete("a" + i, 2, at(30));
        }

        assertThat(deletes(OPEN))
                .hasSize(40)
                .allSatisfy(event -> assertThat(event.id())
                        .isEqualTo(EventIds.fhir(
                                "fhir.example", "Patient", event.data().resourceFhirId(), "2", null)));
        assertThat(hapi.questions()).isEqualTo(20);
    }

    @Test
    void oneThatCanNotBeAskedForStopsNoOther() throws Exception {
        var asked = hapi.asked;
        hapi.asked = version -> version.id().equals("bad") ? Answer.of(500, "") : asked.apply(version);
        hapi.put("a", 1, at(1)).delete("a", 2, at(10)).delete("bad", 2, at(20)).delete("c", 2, at(30));

        assertThat(deletes(OPEN)).hasSize(3).extracting(HealthEvent::time).contains(at(10), at(30));
    }

    @Test
    void neitherDoesOneThatTheServerBreaksDownAt() throws Exception {
        var asked = hapi.asked;
        hapi.asked = version -> {
            if (version.id().equals("bad")) {
                throw new IllegalStateException("It breaks down here");
            }
            return asked.apply(version);
        };
        hapi.put("a", 1, at(1)).delete("a", 2, at(10)).delete("bad", 2, at(20)).delete("c", 2, at(30));

        assertThat(deletes(OPEN)).hasSize(3).extracting(HealthEvent::time).contains(at(10), at(30));
    }

    @Test
    void aServerThatAsksToBeLeftAloneIsAskedAgainLater() {
        hapi.asked = version -> Answer.of(503, "").with("Retry-After", "9");
        hapi.put("a", 1, at(1)).delete("a", 2, at(10));

        assertThatThrownBy(() -> read(OPEN)).isInstanceOf(FeedException.class).hasMessageContaining("503");
    }

    @Test
    void onlyATimeThatIsTheOnlyOneIsBelieved() {
        assertThat(DeletedVersions.onlyInstant("Resource was deleted at 2026-11-22T02:55:18.520+00:00"))
                .isEqualTo("2026-11-22T02:55:18.520Z");
        assertThat(DeletedVersions.onlyInstant("deleted at 2026-11-22T02:55:18Z, asked for at 2026-11-22T02:56:00Z"))
                .isNull();
        assertThat(DeletedVersions.onlyInstant("deleted at 2026-11-22T02:55:18"))
                .isNull();
        assertThat(DeletedVersions.onlyInstant("")).isNull();
    }

    private List<HealthEvent> read(Window window) throws Exception {
        return hapi.read(window);
    }

    private List<HealthEvent> deletes(Window window) throws Exception {
        return read(window).stream()
                .filter(event -> event.kind() == HealthEventType.FHIR_RESOURCE_DELETED)
                .toList();
    }

    private static int number(HealthEvent event) {
        return Integer.parseInt(event.data().resourceFhirId().substring(1));
    }

    private static Instant at(double second) {
        return NINE.plusMillis(Math.round(second * 1_000));
    }
}

package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChronologyTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Window OPEN = Window.openFrom(TEN);
    private static final Window MINUTE = new Window(TEN, TEN.plusSeconds(60));

    @Test
    void newestFirstIsTurnedRound() {
        assertThat(ordered(OPEN, change("c", "1", 3), change("b", "1", 2), change("a", "1", 1)))
                .containsExactly("a/1 1", "b/1 2", "c/1 3");
    }

    @Test
    void oldestFirstStaysAsItIs() {
        assertThat(ordered(OPEN, change("a", "x", 1), change("b", "y", 1), change("c", "z", 2)))
                .containsExactly("a/x 1", "b/y 1", "c/z 2");
    }

    @Test
    void noOrderIsSortedByTime() {
        assertThat(ordered(OPEN, change("b", "1", 2), change("c", "1", 3), change("a", "1", 1)))
                .containsExactly("a/1 1", "b/1 2", "c/1 3");
    }

    @Test
    void versionsOfTheSameTimeCountUp() {
        assertThat(ordered(OPEN, change("a", "9", 1), change("a", "10", 1), change("a", "8", 1)))
                .containsExactly("a/8 1", "a/9 1", "a/10 1");
    }

    @Test
    void opaqueVersionsOfTheSameTimeStayInTheServersOrder() {
        assertThat(ordered(OPEN, change("z", "1", 9), change("a", "bb", 1), change("a", "aa", 1)))
                .containsExactly("a/aa 1", "a/bb 1", "z/1 9");
    }

    @Test
    void aDeleteWithoutATimeTakesItFromItsOlderNeighbour() {
        assertThat(ordered(OPEN, change("c", "1", 9), delete("b"), delete("d"), change("a", "1", 4)))
                .containsExactly("a/1 4", "d/2 4", "b/2 4", "c/1 9");
    }

    @Test
    void theOldestOfAllTakesItFromItsNewerNeighbour() {
        assertThat(ordered(OPEN, change("c", "1", 9), change("a", "1", 4), delete("b")))
                .containsExactly("a/1 4", "b/2 4", "c/1 9");
    }

    @Test
    void aDeleteAloneTakesTheServersTime() {
        assertThat(ordered(OPEN, delete("b"))).containsExactly("b/2 30");
    }

    @Test
    void aDeleteAloneInAClosedWindowStaysWithinIt() {
        Window second = new Window(TEN, TEN.plusSeconds(1));
        assertThat(Chronology.oldestFirst(List.of(delete("b")), second, TEN.plusSeconds(30)))
                .extracting(FhirChange::time)
                .containsExactly(TEN.plusMillis(999));
    }

    @Test
    void aServerTimeBeforeTheWindowDoesNotPullADeleteOutOfIt() {
        assertThat(Chronology.oldestFirst(List.of(delete("b")), MINUTE, TEN.minusSeconds(5)))
                .extracting(FhirChange::time)
                .containsExactly(TEN);
    }

    private static List<String> ordered(Window window, FhirChange... listed) {
        List<String> lines = new ArrayList<>();
        for (FhirChange change : Chronology.oldestFirst(List.of(listed), window, TEN.plusSeconds(30))) {
            long second = change.time().getEpochSecond() - TEN.getEpochSecond();
            lines.add(change.id() + "/" + change.version() + " " + second);
        }
        return lines;
    }

    private static FhirChange change(String id, String version, int second) {
        return new FhirChange(
                UUID.randomUUID(),
                HealthEventType.FHIR_RESOURCE_UPDATED,
                "Patient",
                id,
                version,
                TEN.plusSeconds(second));
    }

    private static FhirChange delete(String id) {
        return new FhirChange(UUID.randomUUID(), HealthEventType.FHIR_RESOURCE_DELETED, "Patient", id, "2", null);
    }
}

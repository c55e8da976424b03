package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is found out of servers that would be read wrongly in silence. */
class OddServersTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00.700Z");
    private static final Window SINCE_EIGHT = Window.openFrom(Instant.parse("2026-11-22T08:00:00Z"));

    @Test
    void aServerThatTakesOurTimesForThoseOfAZoneInTheWestIsAnErrorAtTheFirstContact() {
        try (QuirkyServer server =
                new QuirkyServer().behind(Duration.ofHours(5)).with("Patient", "1", NINE)) {
            assertThatThrownBy(server.feed::serverTime)
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("/_history does not tell of Patient/1/_history/1 of 2026-11-22T09:00:00.700Z")
                    .hasMessageContaining("zone");
        }
    }

    @Test
    void aServerThatTakesOurTimesForThoseOfAZoneInTheEastIsRead() throws Exception {
        try (QuirkyServer server =
                new QuirkyServer().behind(Duration.ofHours(-5)).with("Patient", "1", NINE)) {
            server.feed.serverTime();
            assertThat(server.feed.read(SINCE_EIGHT, 9).events()).hasSize(1);
        }
    }

    @Test
    void aServerInTheWestThatWasEmptyIsAnErrorWhenItIsNextLookedAt() throws Exception {
        try (QuirkyServer server = new QuirkyServer().behind(Duration.ofHours(5))) {
            server.feed.serverTime();
            server.with("Patient", "1", NINE);
            assertThat(server.feed.read(SINCE_EIGHT, 9).events()).isEmpty();
            assertThatThrownBy(() -> server.feed.lookForSilence(SINCE_EIGHT.from(), NINE))
                    .hasMessageContaining("does not tell of Patient/1");
        }
    }

    @Test
    void sinceIsTriedOnAListThatHoldsAnything() throws Exception {
        try (QuirkyServer server =
                new QuirkyServer().withHistoriesOfTypesOnly().ignoringSince().with("Patient", "1", NINE)) {
            server.feed.serverTime();
            assertThat(server.feed.capabilities())
                    .contains("histories of Observation Patient")
                    .contains("_since ignored");
        }
    }

    @Test
    void ofAnEmptyServerNothingIsSaidThatWasNotTried() throws Exception {
        try (QuirkyServer server = new QuirkyServer()) {
            server.feed.serverTime();
            assertThat(server.feed.capabilities())
                    .contains("_since not tried yet")
                    .contains("closed windows (_at) accepted, not tried yet");
        }
    }

    @Test
    void theFirstChangeShowsWhatCouldNotBeTried() throws Exception {
        try (QuirkyServer server = new QuirkyServer()) {
            server.feed.serverTime();
            server.with("Patient", "1", NINE);
            assertThat(server.feed.read(SINCE_EIGHT, 9).events()).hasSize(1);
            assertThat(server.feed.capabilities())
                    .contains("_since honoured")
                    .contains("closed windows (_at) honoured");
        }
    }

    @Test
    void aHistoryWithoutTimesIsRefusedAtTheFirstContact() {
        try (QuirkyServer server =
                new QuirkyServer().withHistoriesOfTypesOnly().ignoringSince().with("Patient", "1", null)) {
            assertThatThrownBy(server.feed::serverTime).hasMessageContaining("/Patient/_history tells no times");
        }
    }

    @Test
    void aHistoryWhoseFirstChangeHasNoTimeIsRefusedThen() throws Exception {
        try (QuirkyServer server = new QuirkyServer().withHistoriesOfTypesOnly().ignoringSince()) {
            server.feed.serverTime();
            server.with("Patient", "1", null);
            assertThatThrownBy(() -> server.feed.read(SINCE_EIGHT, 9)).hasMessageContaining("tells no times");
        }
    }

    @Test
    void aVersionWithoutATimeAmongOthersIsRejectedAndTheOthersRead() throws Exception {
        try (QuirkyServer server = new QuirkyServer().with("Patient", "1", NINE).with("Patient", "2", null)) {
            server.feed.serverTime();
            WindowRead read = server.feed.read(SINCE_EIGHT, 9);
            assertThat(read.events()).extracting(event -> event.subject()).containsExactly("fhir.example/Patient/1");
            assertThat(read.rejected())
                    .extracting(entry -> entry.reason())
                    .singleElement()
                    .asString()
                    .contains("when it was");
        }
    }

    @Test
    void notFoundIsTakenForAnEmptyListWhereThereIsAnythingElseToBeHad() throws Exception {
        try (QuirkyServer server =
                new QuirkyServer().answeringNotFoundForEmpty().with("Patient", "1", NINE)) {
            assertThat(server.feed.serverTime()).isBeforeOrEqualTo(StandInServer.NOW);
            assertThat(server.feed.capabilities())
                    .contains("history of the whole system")
                    .contains("404 where a list would be empty");
            assertThat(server.feed.read(Window.openFrom(NINE.plusSeconds(9)), 9).events())
                    .isEmpty();
            server.with("Patient", "2", NINE.plusSeconds(10));
            assertThat(server.feed.read(Window.openFrom(NINE.plusSeconds(9)), 9).events())
                    .hasSize(1);
        }
    }

    @Test
    void theTimeOfAListThatIsNotFoundIsNoLaterThanItWasAskedFor() throws Exception {
        try (QuirkyServer server =
                new QuirkyServer().answeringNotFoundForEmpty().with("Patient", "1", NINE)) {
            server.feed.serverTime();
            assertThat(server.feed.read(Window.openFrom(NINE.plusSeconds(9)), 9).serverTime())
                    .isBefore(StandInServer.NOW)
                    .isAfter(StandInServer.NOW.minusSeconds(20));
        }
    }

    @Test
    void aTypeThatIsNotFoundIsEmptyWhereThatIsSaidOfEmptyLists() throws Exception {
        try (QuirkyServer server = new QuirkyServer()
                .withHistoriesOfTypesOnly()
                .answeringNotFoundForEmpty()
                .with("Patient", "1", NINE)) {
            server.feed.serverTime();
            assertThat(server.feed.read(SINCE_EIGHT, 9).events()).hasSize(1);
            server.with("Observation", "1", NINE);
            assertThat(server.feed.read(SINCE_EIGHT, 9).entries()).isEqualTo(2);
        }
    }

    @Test
    void notFoundIsTakenForAnEmptyListAlsoWhereTheFutureIsRefused() throws Exception {
        try (QuirkyServer server = new QuirkyServer()
                .answeringNotFoundForEmpty()
                .refusingTheFuture()
                .with("Patient", "1", NINE)) {
            server.feed.serverTime();
            assertThat(server.feed.read(SINCE_EIGHT, 9).events()).hasSize(1);
        }
    }

    @Test
    void aTypeThatTheServerListsAndDoesNotFindIsEmptyWhereOthersAreFound() throws Exception {
        try (QuirkyServer server = new QuirkyServer()
                .withHistoriesOfTypesOnly()
                .ignoringSince()
                .answeringNotFoundForEmpty()
                .with("Patient", "1", NINE)) {
            server.feed.serverTime();
            assertThat(server.feed.read(SINCE_EIGHT, 9).events()).hasSize(1);
        }
    }

    @Test
    void whereEverythingIsNotFoundThereIsNoHistory() {
        try (QuirkyServer server = new QuirkyServer().answeringNotFoundForEmpty()) {
            assertThatThrownBy(server.feed::serverTime).hasMessageContaining("404");
        }
    }
}

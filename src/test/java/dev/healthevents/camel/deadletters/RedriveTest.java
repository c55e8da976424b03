package dev.healthevents.camel.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.event.EventIds;
import dev.healthevents.source.Events;
import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetterSearch;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.Replay;
import dev.healthevents.state.ReplayRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedriveTest {

    private static final String ROUTER = """
            - route:
                id: health-events
                routeConfigurationId: dead-letters
                from:
                  uri: direct:health-events
                  steps:
                    - to:
                        uri: outbox:hub
                    - bean:
                        ref: gate
                        method: pass
                    - to:
                        uri: outbox:file
            """;

    /** A step of a route that can be broken. */
    public static final class Gate {
        private boolean shut = true;

        public void pass() {
            if (shut) {
                throw new IllegalStateException("the gate is shut");
            }
        }
    }

    @TempDir
    Path directory;

    private final Gate gate = new Gate();
    private RouteHarness routes;
    private DeadLetters letters;
    private Redrive redrive;

    @BeforeEach
    void start() throws Exception {
        Path own = Files.createDirectories(directory.resolve("routes"));
        Files.writeString(own.resolve("health-events.camel.yaml"), ROUTER);
        routes = new RouteHarness(directory, "hub", "file");
        routes.context().getRegistry().bind("gate", gate);
        routes.load(own, "dead-letters.camel.yaml", "changes.camel.yaml", "health-events.camel.yaml");
        letters = new DeadLetters(routes.database());
        redrive = routes.redrive();
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
    }

    @Test
    void whatARouteFailedOnGoesThroughTheRoutesAgain() {
        routes.announce("direct:health-events", Events.created("Patient", "1"));
        assertThat(routes.outbox("hub")).isEmpty();
        gate.shut = false;

        Redrive.Outcome outcome = redrive.redrive(DeadLetterSearch.ALL);

        assertThat(outcome).isEqualTo(new Redrive.Outcome(1, Map.of()));
        assertThat(routes.outbox("hub"))
                .containsExactly(Events.created("Patient", "1").id().toString());
        assertThat(letters.newest(9)).isEmpty();
    }

    @Test
    void itIsTheSameEventToTheByte() {
        routes.announce("direct:health-events", Events.created("Patient", "1"));
        gate.shut = false;
        redrive.redrive(DeadLetterSearch.ALL);

        OutboxRow row = routes.sink("hub").outbox().first(1).get(0);
        assertThat(row.event())
                .isEqualTo(routes.sink("hub")
                        .encode(Events.created("Patient", "1"), null)
                        .encoded());
    }

    @Test
    void whatTheRouteFailsOnAgainStaysADeadLetterWithTheReason() {
        routes.announce("direct:health-events", Events.created("Patient", "1"));

        Redrive.Outcome outcome = redrive.redrive(DeadLetterSearch.ALL);

        assertThat(outcome).isEqualTo(new Redrive.Outcome(0, Map.of("health-events: the gate is shut", 1L)));
        assertThat(letters.newest(9)).hasSize(1);
    }

    @Test
    void noOutboxGetsWhatFailsOnceMoreHoweverOftenItIsTried() {
        routes.announce("direct:health-events", Events.created("Patient", "1"));
        redrive.redrive(DeadLetterSearch.ALL);
        redrive.redrive(DeadLetterSearch.ALL);
        assertThat(routes.outbox("hub")).isEmpty();
        gate.shut = false;
        redrive.redrive(DeadLetterSearch.ALL);

        assertThat(routes.outbox("hub")).hasSize(1);
        assertThat(routes.outbox("file")).hasSize(1);
    }

    @Test
    void anEventThatTheRoutesFailedOnIsNotAnnouncedByASweepButByItsRedriveOnce() {
        routes.announce("direct:changes", List.of(Events.created("Patient", "1")));
        gate.shut = false;
        routes.announce("direct:changes", List.of(Events.created("Patient", "1")));
        assertThat(routes.outbox("hub")).isEmpty();
        redrive.redrive(DeadLetterSearch.ALL);
        routes.announce("direct:changes", List.of(Events.created("Patient", "1")));

        assertThat(routes.outbox("hub")).hasSize(1);
        assertThat(routes.outbox("file")).hasSize(1);
    }

    @Test
    void whatAReplayToOneSinkFailedOnIsSentAgainToThatSinkAlone() {
        ReplayRequest request =
                new ReplayRequest("lab", Instant.EPOCH, Instant.EPOCH.plusSeconds(9), List.of(), List.of("file"), 1);
        Replay replay = Replay.begin(Instant.EPOCH, request);
        routes.state().replays().insert(replay);
        routes.announceAgain(replay, List.of(Events.created("Patient", "1")));
        assertThat(letters.newest(9)).extracting(DeadLetter::sinks).containsExactly(List.of("file"));
        redrive.redrive(DeadLetterSearch.ALL);
        assertThat(letters.newest(9)).extracting(DeadLetter::sinks).containsExactly(List.of("file"));
        gate.shut = false;
        redrive.redrive(DeadLetterSearch.ALL);

        assertThat(routes.outbox("hub")).isEmpty();
        assertThat(routes.outbox("file")).hasSize(1);
    }

    @Test
    void whatBecameADeadLetterInTheFutureIsSentAgainToo() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        add(new DeadLetter(
                id("a"),
                DeadLetter.DELIVER,
                "lab",
                "hub",
                List.of(),
                tomorrow,
                "it answered 400",
                "Patient/a",
                "{}",
                "BadRequest",
                "BadRequest",
                Attempts.NONE.andOneAt(tomorrow)));

        assertThat(redrive.redrive(DeadLetterSearch.ALL).redriven()).isEqualTo(1);
    }

    @Test
    void onlyWhatIsMeantIsSentAgain() {
        giveUp("a", "it answered 400", "BadRequest");
        giveUp("b", "it answered 413", "PayloadTooLarge");

        redrive.redrive(new DeadLetterSearch(null, null, "hub", "payloadtoolarge", List.of()));

        assertThat(routes.outbox("hub")).containsExactly(id("b"));
        assertThat(letters.newest(9)).extracting(DeadLetter::id).containsExactly(id("a"));
    }

    @Test
    void whatWasNeverAnEventIsLeftWithWhatToDo() {
        add(new DeadLetter(id("x"), DeadLetter.READ, "lab", Instant.EPOCH, "it has no version", "{}"));

        assertThat(redrive.redrive(DeadLetterSearch.ALL).left().keySet())
                .singleElement()
                .asString()
                .contains("replay");
        assertThat(letters.newest(9)).hasSize(1);
    }

    @Test
    void whatIsForASinkThatIsOffIsLeft() {
        add(letter("a", "gone", "it answered 400", "BadRequest"));

        assertThat(redrive.redrive(DeadLetterSearch.ALL).left().keySet())
                .singleElement()
                .asString()
                .contains("sink is off");
    }

    private void giveUp(String id, String reason, String cause) {
        add(letter(id, "hub", reason, cause));
    }

    private void add(DeadLetter letter) {
        var window = routes.begin();
        window.add(letter);
        window.commit();
    }

    private static String id(String name) {
        return EventIds.of(name).toString();
    }

    private static DeadLetter letter(String id, String sink, String reason, String cause) {
        return new DeadLetter(
                id(id),
                DeadLetter.DELIVER,
                "lab",
                sink,
                List.of(),
                Instant.EPOCH,
                reason,
                "Patient/" + id,
                "{}",
                cause,
                cause,
                Attempts.NONE.andOneAt(Instant.EPOCH));
    }
}

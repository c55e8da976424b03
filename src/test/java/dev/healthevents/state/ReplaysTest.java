package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplaysTest extends StateTest {

    private static final Instant FROM = NOON.minus(Duration.ofDays(9));
    private static final Instant HALF = NOON.minus(Duration.ofDays(5));

    private Replays replays;
    private SeenIds seen;
    private Outbox file;
    private Outbox hub;

    @BeforeEach
    void loadState() {
        replays = new Replays(database);
        seen = new SeenIds(database);
        seen.load("lab", RETENTION);
        file = new Outbox(database, "file");
        hub = new Outbox(database, "event-hubs");
    }

    private Replay asked(Instant at) {
        Replay replay = Replay.begin(at, new ReplayRequest("lab", FROM, NOON, List.of(), List.of("file"), 100));
        replays.insert(replay);
        return replay;
    }

    private WindowTransaction window(Replay replay, long number) {
        WindowTransaction window = WindowTransaction.of(database, seen, replay);
        window.announce(id(number));
        window.append(file, event(number));
        return window;
    }

    @Test
    void itIsFoundAsItWasAskedForAfterARestart() {
        Replay replay = Replay.begin(
                NOON, new ReplayRequest("lab", FROM, NOON, List.of("Patient", "Task"), List.of("file", "hub"), 7));
        replays.insert(replay);
        restart();

        assertThat(new Replays(database).find(replay.id())).contains(replay);
        assertThat(new Replays(database).find("none")).isEmpty();
    }

    @Test
    void oneThatIsAtItsEndIsKnownForThirtyDaysAndAnOpenOneForEver() {
        Instant longAgo = NOON.minus(Duration.ofDays(31));
        Replay open = asked(longAgo);
        Replay cancelled = asked(longAgo);
        replays.cancel(cancelled.id());
        Replay recent = asked(NOON.minus(Duration.ofDays(29)));
        replays.cancel(recent.id());
        assertThat(replays.find(cancelled.id())).isPresent();
        asked(NOON);

        assertThat(replays.find(cancelled.id())).isEmpty();
        assertThat(replays.find(recent.id())).isPresent();
        assertThat(replays.find(open.id())).isPresent();
    }

    @Test
    void aWindowAndHowFarTheReplayIsBecomeDurableTogether() {
        Replay replay = asked(NOON);
        window(replay, 1).commit(replay.at(HALF, 1));
        restart();
        loadState();

        assertThat(file.first(9)).hasSize(1);
        assertThat(replays.open("lab")).contains(replay.at(HALF, 1));
    }

    @Test
    void aWindowThatFailsMovesNoReplay() {
        Replay replay = asked(NOON);
        WindowTransaction window = window(replay, 1);
        window.add(new DeadLetter(id(3).toString(), "read", null, NOON, "a letter without a source", "{}"));
        assertThatThrownBy(() -> window.commit(replay.at(HALF, 1))).isInstanceOf(StateException.class);

        assertThat(replays.open("lab")).contains(replay);
        assertThat(file.pending()).isZero();
        assertThat(file.first(9)).isEmpty();
    }

    @Test
    void whatWasAnnouncedBeforeIsAnnouncedAgainAndLeavesNoMark() {
        WindowTransaction live = new WindowTransaction(database, seen, "lab");
        live.announce(id(1));
        commitAt(live, cursorAt(NOON), RETENTION);
        Replay replay = asked(NOON);
        WindowTransaction again = WindowTransaction.of(database, seen, replay);
        assertThat(again.announce(id(1))).isTrue();
        assertThat(again.announce(id(1))).as("twice in one window").isFalse();
        assertThat(again.announce(id(2))).isTrue();
        again.commit(replay.at(HALF, 2));

        assertThat(seen.contains("lab", id(2))).isFalse();
        assertThat(seen.size("lab")).isEqualTo(1);
        assertThat(new Cursors(database).find("lab")).contains(cursorAt(NOON));
    }

    @Test
    void itIsForItsSinksOnly() {
        WindowTransaction window = WindowTransaction.of(database, seen, asked(NOON));

        assertThat(window.isFor(file.sink())).isTrue();
        assertThat(window.isFor(hub.sink())).isFalse();
        assertThat(new WindowTransaction(database, seen, "lab").isFor(hub.sink()))
                .isTrue();
    }

    @Test
    void afterItWasCancelledNoneOfItGetsIntoAnOutbox() {
        Replay replay = asked(NOON);
        WindowTransaction window = window(replay, 1);
        replays.cancel(replay.id());
        assertThatThrownBy(() -> window.commit(replay.at(HALF, 1))).isInstanceOf(ReplayCancelledException.class);

        assertThat(file.first(9)).isEmpty();
        assertThat(replays.open("lab")).isEmpty();
        assertThat(replays.find(replay.id()).orElseThrow().state()).isEqualTo(Replay.State.CANCELLED);
    }

    @Test
    void whatIsDoneCannotBeCancelled() {
        Replay replay = asked(NOON);
        window(replay, 1).commit(replay.at(NOON, 1));
        replays.cancel(replay.id());

        assertThat(replays.find(replay.id()).orElseThrow().state()).isEqualTo(Replay.State.DONE);
    }

    @Test
    void theOneThatWasAskedForFirstIsNextAndTheNewestIsListedFirst() {
        Replay second = asked(NOON.plusSeconds(1));
        Replay first = asked(NOON);

        assertThat(replays.open("lab")).contains(first);
        assertThat(replays.open("pharmacy")).isEmpty();
        assertThat(replays.newest(9)).containsExactly(second, first);
        assertThat(replays.newest(1)).containsExactly(second);
    }
}

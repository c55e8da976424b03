package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WindowTransactionTest extends StateTest {

    private static final String SOURCE = "lab";

    private SeenIds seen;
    private Outbox file;
    private Outbox hub;

    @BeforeEach
    void loadState() {
        seen = new SeenIds(database);
        seen.load(SOURCE, RETENTION);
        file = new Outbox(database, "file");
        hub = new Outbox(database, "event-hubs");
    }

    private WindowTransaction begin() {
        return new WindowTransaction(database, seen, SOURCE);
    }

    private void commitOne(long number, Cursor cursor) {
        WindowTransaction window = begin();
        window.announce(id(number));
        window.append(file, event(number));
        window.append(hub, event(number));
        commitAt(window, cursor, RETENTION);
    }

    private WindowTransaction thatCannotBeCommitted() {
        WindowTransaction window = begin();
        window.announce(id(2));
        window.append(file, event(2));
        window.append(hub, event(2));
        window.add(new DeadLetter(id(3).toString(), "read", null, NOON, "a letter without a source", "{}"));
        return window;
    }

    @Test
    void aCommitMakesIdsEventsAndCursorDurableTogether() {
        commitOne(1, cursorAt(NOON));
        restart();
        loadState();

        assertThat(seen.contains(SOURCE, id(1))).isTrue();
        assertThat(file.first(9)).extracting(OutboxRow::eventId).containsExactly(id(1).toString());
        assertThat(hub.first(9)).extracting(OutboxRow::eventId).containsExactly(id(1).toString());
        assertThat(new Cursors(database).find(SOURCE)).contains(cursorAt(NOON));
    }

    @Test
    void aSourceWhoseNameIsAnAddressFindsItsCursorAgain() {
        WindowTransaction window = new WindowTransaction(database, seen, "fhir.example.org:8080/fhir");
        window.save(cursorAt(NOON));
        window.commit();

        assertThat(new Cursors(database).find("fhir.example.org:8080/fhir")).contains(cursorAt(NOON));
    }

    @Test
    void whatIsOfATopicIsOfItsSource() {
        assertThat(new WindowTransaction(database, seen, "hub#3/1f2e3d4c").source())
                .isEqualTo("hub");
    }

    @Test
    void aFailingStatementLeavesTheDatabaseAsItWas() {
        commitOne(1, cursorAt(NOON));
        WindowTransaction failing = thatCannotBeCommitted();
        assertThatThrownBy(() -> commitAt(failing, cursorAt(NOON.plusSeconds(60)), RETENTION))
                .isInstanceOf(StateException.class);
        restart();
        loadState();

        assertThat(seen.size(SOURCE)).isEqualTo(1);
        assertThat(file.first(9)).hasSize(1);
        assertThat(hub.first(9)).hasSize(1);
        assertThat(new Cursors(database).find(SOURCE)).contains(cursorAt(NOON));
    }

    @Test
    void aFailingStatementLeavesMemoryAsItWas() {
        commitOne(1, cursorAt(NOON));
        // Late enough that the commit would have forgotten id 1, had it happened.
        Cursor muchLater = cursorAt(NOON.plus(RETENTION.multipliedBy(3)));
        WindowTransaction failing = thatCannotBeCommitted();
        assertThatThrownBy(() -> commitAt(failing, muchLater, RETENTION)).isInstanceOf(StateException.class);

        assertThat(seen.contains(SOURCE, id(1))).isTrue();
        assertThat(seen.contains(SOURCE, id(2))).isFalse();
        assertThat(file.pending()).isEqualTo(1);
        assertThat(hub.pending()).isEqualTo(1);
    }

    @Test
    void aWindowThatFailedCanBeCommittedWhenItIsReadAgain() {
        assertThatThrownBy(() -> commitAt(thatCannotBeCommitted(), cursorAt(NOON), RETENTION))
                .isInstanceOf(StateException.class);
        commitOne(2, cursorAt(NOON));

        assertThat(file.first(9)).extracting(OutboxRow::eventId).containsExactly(id(2).toString());
    }

    @Test
    void nothingIsRememberedBeforeTheCommit() {
        begin().announce(id(1));

        assertThat(seen.contains(SOURCE, id(1))).isFalse();
        assertThat(begin().announce(id(1))).isTrue();
    }

    @Test
    void anIdIsNewOnceInAWindowAndOnceForAll() {
        WindowTransaction first = begin();
        assertThat(first.announce(id(1))).isTrue();
        assertThat(first.announce(id(1))).isFalse();
        commitAt(first, cursorAt(NOON), RETENTION);
        WindowTransaction second = begin();

        assertThat(second.announce(id(1))).isFalse();
        assertThat(second.contains(id(1))).isTrue();
        assertThat(second.repeats()).isEqualTo(1);
        assertThat(second.isEmpty()).isTrue();
    }

    @Test
    void whatIsTakenBackIsNotAnnounced() {
        WindowTransaction window = begin();
        window.announce(id(1));
        assertThat(window.retract(id(1))).isTrue();
        assertThat(window.retract(id(1))).isFalse();
        commitAt(window, cursorAt(NOON), RETENTION);

        assertThat(window.contains(id(1))).isFalse();
        assertThat(seen.contains(SOURCE, id(1))).isFalse();
    }

    private static DeadLetter letter(long number) {
        return new DeadLetter(id(number).toString(), "route", SOURCE, NOON, "no", "{}");
    }

    @Test
    void whatIsKeptAsADeadLetterIsInNoOutboxAndKnown() {
        WindowTransaction window = begin();
        window.announce(id(1));
        window.append(file, event(1));
        window.add(letter(1));
        window.append(hub, event(1));
        assertThat(window.announce(id(1))).isFalse();
        window.commit(NOON, window.settled(), NOON.minus(RETENTION));

        assertThat(file.first(9)).isEmpty();
        assertThat(hub.first(9)).isEmpty();
        assertThat(window.announced()).isEmpty();
        assertThat(begin().contains(id(1))).isTrue();
        assertThat(new DeadLetters(database).newest(9)).containsExactly(letter(1));
    }

    @Test
    void whatSeveralBranchesOfARouteFailOnIsOneDeadLetter() {
        WindowTransaction window = begin();
        window.add(letter(1));
        window.add(letter(1));

        assertThat(window.deadLetters()).hasSize(1);
    }

    @Test
    void whatAnotherReaderWasFasterWithIsNoDeadLetterOfThisOne() {
        WindowTransaction window = begin();
        window.add(letter(1));
        commitOne(1, cursorAt(NOON));
        window.retractSeen();

        assertThat(window.deadLetters()).isEmpty();
        assertThat(window.repeats()).isEqualTo(1);
    }

    @Test
    void anOutboxTakesAnEventOnceHoweverOftenARouteSendsItThere() {
        WindowTransaction window = begin();
        window.announce(id(1));
        window.append(file, event(1));
        window.append(file, event(1));
        commitAt(window, cursorAt(NOON), RETENTION);

        assertThat(file.first(9)).hasSize(1);
        assertThat(file.pending()).isEqualTo(1);
    }

    @Test
    void theIdsOfAWindowThatIsNeverReadAgainNeedNoMemory() {
        WindowTransaction window = begin();
        window.announce(id(1));
        window.append(file, event(1));
        commitAt(window, cursorAt(NOON), null);

        assertThat(seen.size(SOURCE)).isZero();
        assertThat(file.pending()).isEqualTo(1);
    }

    @Test
    @Timeout(10)
    void aWindowOfWhichEachSecondEventBecomesADeadLetterIsGatheredInOnePass() {
        WindowTransaction window = begin();
        for (int i = 0; i < 40_000; i++) {
            window.announce(id(i));
            window.append(file, event(i));
            window.append(hub, event(i));
            if (i % 2 == 0) {
                window.add(letter(i));
            }
        }

        assertThat(window.announced()).hasSize(20_000);
        assertThat(window.deadLetters()).hasSize(20_000);
    }

    @Test
    @Timeout(10)
    void whatAnotherReaderWasFasterWithIsTakenBackInOnePass() {
        List<Outbox> outboxes = List.of(file, hub, new Outbox(database, "a"), new Outbox(database, "b"));
        WindowTransaction window = begin();
        WindowTransaction faster = begin();
        for (int i = 0; i < 20_000; i++) {
            OutboxEvent event = event(i);
            outboxes.forEach(outbox -> window.append(outbox, event));
            window.announce(id(i));
            if (i > 0) {
                faster.announce(id(i));
            }
        }
        commitAt(faster, cursorAt(NOON), RETENTION);
        window.retractSeen();
        commitAt(window, cursorAt(NOON), RETENTION);

        assertThat(outboxes).allMatch(outbox -> outbox.pending() == 1);
        assertThat(window.announced()).containsExactly(id(0));
        assertThat(window.repeats()).isEqualTo(19_999);
    }

    @Test
    void sourcesDoNotKnowEachOthersIds() {
        commitOne(1, cursorAt(NOON));

        assertThat(new WindowTransaction(database, seen, "pharmacy").announce(id(1)))
                .isTrue();
    }

    @Test
    void afterACommitOfUnknownEndMemoryIsReadAgain() {
        Outbox elsewhere = new Outbox(database, "file");
        SeenIds notTold = new SeenIds(database);
        notTold.load(SOURCE, RETENTION);
        commitOne(1, cursorAt(NOON));
        notTold.doubt(SOURCE);
        elsewhere.doubt();

        assertThat(notTold.contains(SOURCE, id(1))).isTrue();
        assertThat(elsewhere.first(9)).hasSize(1);
        assertThat(elsewhere.pending()).isEqualTo(1);
    }
}

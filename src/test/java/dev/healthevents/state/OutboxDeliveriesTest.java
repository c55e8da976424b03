package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxDeliveriesTest extends StateTest {

    private static final Instant LATER = NOON.plusSeconds(10);
    private static final Attempts ONE = Attempts.NONE.andOneAt(NOON);

    private Outbox outbox;
    private OutboxDeliveries deliveries;

    @BeforeEach
    void openOutbox() {
        outbox = new Outbox(database, "hub");
        deliveries = outbox.deliveries();
    }

    /** Events named {@code subject:number}. */
    private void append(String... names) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (String name : names) {
            window.append(outbox, new OutboxEvent(name, name.split(":")[0], name.getBytes()));
        }
        commitAt(window, cursorAt(NOON), null);
    }

    private List<String> nextAt(Instant now) {
        return names(deliveries.next(now, 100));
    }

    private static List<String> names(List<OutboxRow> rows) {
        return rows.stream().map(OutboxRow::eventId).toList();
    }

    private void putFirstAside() {
        deliveries.putAside(deliveries.next(NOON, 1).get(0), ONE, LATER);
    }

    private void appendOf(int bytes, String... names) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (String name : names) {
            window.append(outbox, new OutboxEvent(name, name.split(":")[0], new byte[bytes]));
        }
        commitAt(window, cursorAt(NOON), null);
    }

    @Test
    void noMoreBytesAreHandedOutAtOnceThanWereAskedForUnlessOneEventIsLarger() {
        deliveries = outbox.deliveries(100_000);
        appendOf(40_000, "a:1", "b:1", "c:1");
        appendOf(100_001, "d:1", "e:1");

        for (String expected : List.of("[a:1, b:1]", "[c:1]", "[d:1]", "[e:1]")) {
            List<OutboxRow> rows = deliveries.next(NOON, 100);
            assertThat(names(rows)).hasToString(expected);
            deliveries.delivered(rows);
        }
    }

    @Test
    void norAreTheyOfWhatWasPutAside() {
        deliveries = outbox.deliveries(100_000);
        appendOf(40_000, "a:1", "b:1", "c:1");
        for (int i = 0; i < 3; i++) {
            putFirstAside();
        }

        assertThat(nextAt(LATER)).containsExactly("a:1", "b:1");
    }

    @Test
    void whereNothingIsAskedForSomeMegabytesAreHandedOut() {
        appendOf(1 << 20, "a:1", "b:1", "c:1", "d:1", "e:1");

        assertThat(nextAt(NOON)).containsExactly("a:1", "b:1", "c:1", "d:1");
    }

    @Test
    void amongLargeEventsThereIsStillAChoice() {
        appendOf(4 << 20, "a:1", "b:1");

        assertThat(names(deliveries.choice(NOON, 20))).containsExactly("a:1", "b:1");
    }

    @Test
    void whatIsPutAsideIsHandedOutWhenItsTimeComes() {
        append("a:1", "b:1");
        putFirstAside();

        assertThat(nextAt(NOON)).containsExactly("b:1");
        assertThat(nextAt(LATER)).containsExactly("a:1");
        assertThat(deliveries.nextDue()).isEqualTo(LATER);
    }

    @Test
    void whatFollowsItOfTheSameSubjectWaitsWithIt() {
        append("a:1", "b:1", "a:2", "c:1");
        putFirstAside();
        append("a:3", "c:2");

        assertThat(nextAt(NOON)).containsExactly("b:1", "c:1", "c:2");
        assertThat(outbox.pending()).isEqualTo(6);
    }

    @Test
    void whatWaitedForItFollowsInOrderWhenItIsDelivered() {
        append("a:1", "a:2", "b:1", "a:3");
        putFirstAside();
        deliveries.delivered(deliveries.next(NOON, 9));
        List<OutboxRow> due = deliveries.next(LATER, 9);
        deliveries.delivered(due);

        assertThat(names(due)).containsExactly("a:1");
        assertThat(nextAt(LATER)).containsExactly("a:2", "a:3");
    }

    @Test
    void whatWaitedForItFollowsWhenItIsGivenUp() {
        append("a:1", "a:2");
        putFirstAside();
        assertThat(nextAt(NOON)).isEmpty();
        OutboxRow bad = deliveries.next(LATER, 9).get(0);
        deliveries.giveUp(bad, letter(bad));

        assertThat(nextAt(LATER)).containsExactly("a:2");
        assertThat(new DeadLetters(database).newest(9))
                .singleElement()
                .satisfies(letter -> assertThat(letter).isEqualTo(letter(bad)));
    }

    @Test
    void whatFailsWhileItCatchesUpHoldsTheRestOfItsSubject() {
        append("a:1", "a:2", "a:3");
        putFirstAside();
        assertThat(nextAt(NOON)).isEmpty();
        deliveries.delivered(deliveries.next(LATER, 1));
        deliveries.putAside(deliveries.next(LATER, 1).get(0), ONE, LATER.plusSeconds(10));

        assertThat(nextAt(LATER)).isEmpty();
        assertThat(nextAt(LATER.plusSeconds(10))).containsExactly("a:2");
    }

    @Test
    void whenNothingOfItsSubjectWaitsAnEventNeedNotWait() {
        append("a:1");
        putFirstAside();
        deliveries.delivered(deliveries.next(LATER, 9));
        append("a:2");

        assertThat(nextAt(LATER)).containsExactly("a:2");
        assertThat(deliveries.waitingSubjects()).isZero();
        assertThat(outbox.pending()).isEqualTo(1);
    }

    @Test
    void allOfThisOutlivesARestart() {
        append("a:1", "a:2", "b:1");
        putFirstAside();
        assertThat(nextAt(NOON)).containsExactly("b:1");
        restart();
        openOutbox();
        append("a:3");

        assertThat(nextAt(NOON)).containsExactly("b:1");
        assertThat(outbox.pending()).isEqualTo(4);
        assertThat(deliveries.next(LATER, 9))
                .singleElement()
                .satisfies(row -> assertThat(row.attempts()).isEqualTo(ONE));
    }

    @Test
    void eventsThatComeAfterARestartAreInOrderAfterThoseThatArePutAside() {
        append("a:1");
        putFirstAside();
        restart();
        openOutbox();
        append("a:2");
        assertThat(nextAt(NOON)).isEmpty();
        deliveries.delivered(deliveries.next(LATER, 9));

        assertThat(nextAt(LATER)).containsExactly("a:2");
    }

    @Test
    void aLongWaitCostsOthersNothing() {
        append("a:1");
        putFirstAside();
        for (int i = 0; i < 20; i++) {
            append("a:" + (i + 2), "b:" + i);
        }

        assertThat(deliveries.next(NOON, 3))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.subject()).isEqualTo("b"));
        assertThat(Duration.between(NOON, deliveries.nextDue())).hasSeconds(10);
    }

    @Test
    void aDeadLetterThatIsSentAgainComesAfterWhatIsThere() {
        append("a:1", "b:1");
        OutboxRow bad = deliveries.next(NOON, 1).get(0);
        deliveries.giveUp(bad, letter(bad));
        DeadLetters letters = new DeadLetters(database);
        letters.redrive(letters.newest(9), outbox);

        assertThat(nextAt(NOON)).containsExactly("b:1", "a:1");
        assertThat(outbox.pending()).isEqualTo(2);
        assertThat(letters.newest(9)).isEmpty();
    }

    @Test
    void whatWaitsIsOfferedAtOnceWhenOurClockIsSetBack() {
        append("a:1", "b:1");
        putFirstAside();
        deliveries.delivered(deliveries.next(NOON, 9));
        assertThat(nextAt(NOON)).isEmpty();

        assertThat(nextAt(NOON.minus(Duration.ofDays(1)))).containsExactly("a:1");
    }

    @Test
    void andWhenItIsSetBackWhileTheBridgeIsOff() {
        append("a:1");
        putFirstAside();
        restart();
        openOutbox();

        assertThat(nextAt(NOON.minus(Duration.ofDays(1)))).containsExactly("a:1");
    }

    @Test
    void whatWaitedForAnEventFollowsItAlsoWhenOurClockIsSetBackThen() {
        append("a:1", "a:2");
        putFirstAside();
        assertThat(nextAt(NOON)).isEmpty();
        deliveries.delivered(deliveries.next(LATER, 9));
        restart();
        openOutbox();

        assertThat(nextAt(NOON.minus(Duration.ofDays(1)))).containsExactly("a:2");
    }

    @Test
    void howLongAnEventWasToldToWaitOutlivesARestart() {
        append("a:1");
        deliveries.putAside(deliveries.next(NOON, 1).get(0), ONE.andWait(Duration.ofHours(5)), LATER);
        restart();
        openOutbox();

        assertThat(deliveries.next(LATER, 1))
                .extracting(OutboxRow::attempts)
                .containsExactly(ONE.andWait(Duration.ofHours(5)));
    }

    @Test
    void anEventIsOfItsSourceAlsoWhenItWasPutAside() {
        append("a:1", "b:1");
        putFirstAside();

        assertThat(deliveries.choice(LATER, 9)).extracting(OutboxRow::source).containsExactly("lab", "lab");
    }

    private static DeadLetter letter(OutboxRow row) {
        return new DeadLetter(
                row.eventId(),
                DeadLetter.DELIVER,
                "lab",
                "hub",
                List.of(),
                NOON,
                "it answered 400",
                row.subject(),
                new String(row.event()),
                "BadRequest",
                "BadRequest",
                ONE);
    }
}

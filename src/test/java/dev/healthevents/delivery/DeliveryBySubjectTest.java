package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.state.DeadLetters;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryBySubjectTest extends SeveralConnections {

    @Test
    void asManyRequestsAreUnderWayAsThereAreConnections() {
        append(subjects(40));
        run();

        assertThat(mostAtOnce).isEqualTo(4);
        assertThat(taken).containsExactlyInAnyOrder(subjects(40));
        assertThat(sink.outbox().pending()).isZero();
        assertThat(sink.status().delivered()).isEqualTo(40);
        assertThat(sink.status().state()).isEqualTo("idle");
    }

    @Test
    void neverTwoWithEventsOfOneSubject() {
        append(many("a", 10));
        run();

        assertThat(mostAtOnce).isEqualTo(1);
        assertThat(taken).containsExactly(many("a", 10));
    }

    @Test
    void whatIsTakenLeavesTheOutboxWhileEarlierOnesAreStillUnderWay() {
        append("a:1", "b:1");
        delivery.step();
        requests.remove(1).run();
        delivery.step();

        assertThat(sink.outbox().pending()).isEqualTo(1);
        begin(4, 1);
        taken.clear();
        requests.clear();
        run();
        assertThat(taken).containsExactly("a:1");
    }

    @Test
    void aRequestThatIsNotAnsweredHoldsUpItsOwnSubjectOnly() {
        append("a:1", "a:2", "b:1", "c:1", "b:2");
        delivery.step();
        Runnable slow = requests.remove(0);
        run();

        assertThat(taken).containsExactly("b:1", "c:1", "b:2");
        slow.run();
        run();
        assertThat(taken).endsWith("a:1", "a:2");
    }

    @Test
    void norDoesItWhenThousandsOfItsSubjectFollow() {
        append(many("a", 5_000));
        append("b:1");
        delivery.step();
        Runnable slow = requests.remove(0);
        run();

        assertThat(taken).containsExactly("b:1");
        slow.run();
        run(60);
        assertThat(taken.subList(1, 31)).containsExactly(many("a", 30));
    }

    @Test
    void whatWasMovedOutOfTheWayOfOthersIsInOrderAfterACrash() {
        append(many("a", 2_500));
        append("b:1");
        delivery.step();
        requests.clear();
        run();
        begin(4, 1);
        taken.clear();
        run(60);

        assertThat(taken.subList(0, 30)).containsExactly(many("a", 30));
    }

    @Test
    void noMoreIsInMemoryThanSomeMegabytes() {
        for (int i = 0; i < 40; i++) {
            append(1 << 20, "s" + i + ":1");
        }
        begin(100, 1);
        for (int i = 0; i < 9; i++) {
            delivery.step();
        }

        assertThat(requests).hasSizeBetween(2, 5);
        run();
        assertThat(taken).hasSize(40);
    }

    @Test
    void batchesAreOfDifferentSubjects() {
        begin(3, 10);
        append(many("a", 25));
        append(many("b", 25));
        append(many("c", 25));
        run();

        assertThat(mostAtOnce).isEqualTo(3);
        assertThat(offers).isLessThan(15);
        for (String subject : List.of("a", "b", "c")) {
            assertThat(taken.stream().filter(id -> id.startsWith(subject))).containsExactly(many(subject, 25));
        }
    }

    @Test
    void whatWasPutAsideByOneConnectionIsDeliveredInOrderByMany() throws Exception {
        append(many("a", 50));
        Delivery one =
                new Delivery(sink, sink.outbox().deliveries(), 64, e -> ((Answer) e).failure, this::offer, clock);
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        for (int i = 0; i < 20; i++) {
            one.step();
        }
        badEvents.put("a:5", new Answer(Kind.FAILED, "Aborted", null));
        badEvents.remove("a:1");
        clock.advance(Duration.ofSeconds(11));
        one.step();
        one.step();
        badEvents.clear();
        clock.advance(Duration.ofSeconds(11));
        begin(4, 1);
        run();

        assertThat(taken).containsExactly(many("a", 50));
    }

    @Test
    void aDeadLetterThatIsSentAgainWaitsForWhatIsUnderWayOfItsSubject() {
        append("a:1", "a:2");
        badEvents.put("a:1", new Answer(Kind.REFUSED, "BadRequest", null));
        delivery.step();
        answer();
        delivery.step();
        badEvents.clear();
        new DeadLetters(database).redrive(deadLetters(), sink.outbox());
        delivery.step();
        assertThat(requests).hasSize(1);
        run();

        assertThat(taken).containsExactly("a:2", "a:1");
    }

    @Test
    void nothingWaitsADayMoreBecauseOurClockWasSetBack() {
        append("a:1", "a:2");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        run();
        clock.advance(Duration.ofDays(-1));
        badEvents.clear();
        run();

        assertThat(taken).containsExactly("a:1", "a:2");
    }

    @Test
    void whoEndsWaitsForWhatIsUnderWayAndTakesNoteOfIt() {
        append("a:1", "b:1", "c:1");
        delivery.step();
        Thread answering = new Thread(this::answer);
        answering.start();
        delivery.end();

        assertThat(sink.outbox().pending()).isZero();
    }
}

package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.state.DeadLetter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of events on which a sink with several connections fails. */
class FailuresBySubjectTest extends SeveralConnections {

    @Test
    void anEventThatFailsHoldsUpItsOwnSubjectOnly() {
        append("a:1", "b:1", "a:2", "b:2");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        run();
        append("a:3", "b:3");
        run();
        assertThat(taken).containsExactly("b:1", "b:2", "b:3");
        assertThat(sink.outbox().heldUp()).isEqualTo(1);
        assertThat(sink.status().state()).isEqualTo("waiting");
        badEvents.clear();
        clock.advance(Duration.ofSeconds(11));
        run();

        assertThat(taken).endsWith("a:1", "a:2", "a:3");
        assertThat(sink.outbox().pending()).isZero();
        assertThat(sink.outbox().heldUp()).isZero();
    }

    @Test
    void itIsOfferedAgainByThePolicyAndThenGivenUpAndTheNextOfItsSubjectGoesOn() {
        append("a:1", "a:2");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        run();
        clock.advance(Duration.ofSeconds(9));
        run();
        assertThat(offers).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        run();
        assertThat(offers).isEqualTo(2);
        clock.advance(Duration.ofSeconds(67));
        run();

        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo("MaxDeliveryAttemptsExceeded");
            assertThat(letter.attempts().count()).isEqualTo(3);
        });
        assertThat(taken).containsExactly("a:2");
        assertThat(sink.outbox().pending()).isZero();
    }

    @Test
    void whatTheSinkWillNotTakeIsADeadLetterAtOnce() {
        append("a:1", "a:2");
        badEvents.put("a:1", new Answer(Kind.REFUSED, "BadRequest", null));
        run();

        assertThat(deadLetters()).extracting(DeadLetter::cause).containsExactly("BadRequest");
        assertThat(taken).containsExactly("a:2");
    }

    @Test
    void anEventIsGivenUpWhenItsTimeToLiveIsOver() {
        append("a:1", "a:2");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", Duration.ofMinutes(40)));
        run();
        clock.advance(Duration.ofMinutes(40));
        run();
        clock.advance(Duration.ofMinutes(40));
        run();

        assertThat(deadLetters()).extracting(DeadLetter::cause).containsExactly("TimeToLiveExceeded");
        assertThat(taken).containsExactly("a:2");
    }

    @Test
    void aSinkThatIsAwayCostsNoEventAnAttemptAndIsAskedByOneRequest() {
        append(subjects(40));
        down = new Answer(Kind.AWAY, "SocketError", null);
        for (int i = 0; i < 100; i++) {
            runFor(Duration.ofSeconds(2));
            mostAtOnce = 0;
            clock.advance(Duration.ofSeconds(20));
        }
        assertThat(sink.status().state()).isEqualTo("retrying");
        assertThat(mostAtOnce).isZero();
        runFor(Duration.ofSeconds(2));
        assertThat(mostAtOnce).isEqualTo(1);
        down = null;
        clock.advance(Duration.ofSeconds(20));
        run();

        assertThat(deadLetters()).isEmpty();
        assertThat(sink.outbox().heldUp()).isZero();
        assertThat(taken).containsExactlyInAnyOrder(subjects(40));
    }

    @Test
    void whatABusySinkAsksForIsObeyedThoughOthersThatWereUnderWayGetThrough() {
        append(subjects(8));
        delivery.step();
        down = new Answer(Kind.BUSY, "Busy", Duration.ofMinutes(3));
        requests.remove(0).run();
        delivery.step();
        down = null;
        answer();
        clock.advance(Duration.ofSeconds(179));
        delivery.step();
        assertThat(requests).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        run();

        assertThat(taken).containsExactlyInAnyOrder(subjects(8));
    }

    @Test
    void anEventOnWhichTheSinkDoesNotAnswerIsADeadLetterInTheEndAndHoldsNoOtherUp() {
        append(subjects(30));
        badEvents.put("s3:1", NO_ANSWER);
        for (int i = 0; i < 60; i++) {
            append("t" + i + ":1");
            run();
            clock.advance(Duration.ofSeconds(16));
        }

        assertThat(taken).hasSize(89).doesNotContain("s3:1");
        assertThat(deadLetters()).extracting(DeadLetter::id).containsExactly("s3:1");
    }

    @Test
    void norDoesOneOfWhoseSubjectThousandsFollow() {
        append(many("a", 3_000));
        badEvents.put("a:1", NO_ANSWER);
        for (int i = 0; i < 8; i++) {
            append("t" + i + ":1");
            run();
            clock.advance(Duration.ofSeconds(16));
        }

        assertThat(taken).hasSize(8).allMatch(id -> id.startsWith("t"));
        assertThat(sink.outbox().heldUp()).isEqualTo(1);
    }

    @Test
    void aSinkThatFailsOnAllEventsIsNotRushed() {
        append(subjects(60));
        down = new Answer(Kind.FAILED, "Aborted", null);
        var began = clock.instant();
        run();

        assertThat(Duration.between(began, clock.instant())).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void aBatchThatFailsIsHalvedUntilTheEventIsFound() {
        begin(2, 64);
        append(subjects(200));
        badEvents.put("s77:1", new Answer(Kind.REFUSED, "BadRequest", null));
        run();

        assertThat(taken).hasSize(199).doesNotContain("s77:1");
        assertThat(deadLetters()).extracting(DeadLetter::id).containsExactly("s77:1");
        assertThat(offers).isLessThan(40);
    }
}

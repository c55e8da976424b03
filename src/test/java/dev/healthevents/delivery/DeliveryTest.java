package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.event.EventSchema;
import dev.healthevents.state.Attempts;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxEvent;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.Timing;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RetryPolicy POLICY =
            new RetryPolicy(3, Duration.ofHours(1), List.of(Duration.ofSeconds(10), MINUTE), Set.of(400, 413));

    /** A sink's answer, as an exception. */
    private static final class Answer extends Exception {
        final Failure failure;

        Answer(Kind kind, String outcome, Duration retryAfter) {
            this.failure = new Failure(kind, outcome, "it answered " + outcome, retryAfter);
        }
    }

    @TempDir
    Path directory;

    private final SetClock clock = new SetClock();
    private final List<String> taken = new ArrayList<>();
    private final Map<String, Answer> badEvents = new HashMap<>();
    private Answer down;
    private int most = Integer.MAX_VALUE;
    private int offers;
    private StateDatabase database;
    private Sink sink;
    private Delivery delivery;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        Outbox outbox = new Outbox(database, "hub");
        sink = new Sink("hub", EventSchema.CLOUD_EVENTS, outbox, 1_000_000, POLICY, new SinkStatus());
        delivery = new Delivery(sink, outbox.deliveries(100_000), 64, e -> ((Answer) e).failure, this::offer, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void offer(List<OutboxRow> batch) throws Answer {
        offers++;
        if (down != null) {
            throw down;
        }
        if (batch.size() > most) {
            throw new Answer(Kind.REFUSED, "PayloadTooLarge", null);
        }
        for (OutboxRow row : batch) {
            if (badEvents.containsKey(row.eventId())) {
                throw badEvents.get(row.eventId());
            }
        }
        batch.forEach(row -> taken.add(row.eventId()));
    }

    /** Events named {@code subject:number}. */
    private void append(String... names) {
        append(100, names);
    }

    private void append(int bytes, String... names) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (String name : names) {
            window.append(sink.outbox(), new OutboxEvent(name, name.split(":")[0], new byte[bytes]));
        }
        window.commit();
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i + ":1").toArray(String[]::new);
    }

    /** Makes attempts until there is nothing to do, or nothing may be done for longer than a breather. */
    private void run() throws InterruptedException {
        Duration rest = Duration.ZERO;
        while (rest.toMillis() <= 100) {
            clock.advance(rest);
            rest = delivery.step();
        }
    }

    private List<DeadLetter> deadLetters() {
        return new DeadLetters(database).newest(100);
    }

    @Test
    void whatIsTakenLeavesTheOutboxInOrder() throws Exception {
        append(many(200));
        run();

        assertThat(taken).containsExactly(many(200));
        assertThat(sink.outbox().pending()).isZero();
        assertThat(sink.status().delivered()).isEqualTo(200);
    }

    @Test
    void eachAttemptIsToldWithItsOutcome() throws Exception {
        List<DeliveryOutcome> outcomes = new ArrayList<>();
        sink.status().onDelivery((outcome, took) -> outcomes.add(outcome), latency -> {});
        append("a:1", "b:1");
        badEvents.put("b:1", new Answer(Kind.REFUSED, "BadRequest", null));
        down = new Answer(Kind.AWAY, "Unreachable", null);
        delivery.step();
        down = null;
        clock.advance(Duration.ofMinutes(1));
        run();

        assertThat(outcomes).startsWith(DeliveryOutcome.RETRIED);
        assertThat(outcomes).endsWith(DeliveryOutcome.DEAD_LETTER).contains(DeliveryOutcome.TAKEN);
    }

    @Test
    void theWayOfAnEventIsTimedUntilTheSinkHasTakenItAndNotThatOfABacklog() throws Exception {
        List<Duration> latencies = new ArrayList<>();
        sink.status().onDelivery((outcome, took) -> {}, latencies::add);
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        window.append(sink.outbox(), new OutboxEvent("old:1", "old", new byte[9], clock.instant()));
        window.append(
                sink.outbox(),
                new OutboxEvent("new:1", "new", new byte[9], clock.instant().plusSeconds(1)));
        window.time(new Timing(clock.instant().plusSeconds(1), Duration.ZERO));
        window.commit();
        clock.advance(Duration.ofSeconds(8));
        run();

        assertThat(taken).hasSize(2);
        assertThat(latencies).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void anEventThatTheSinkWillNotTakeIsFoundAndBecomesADeadLetterAndTheRestGoesOn() throws Exception {
        append(many(1000));
        badEvents.put("s437:1", new Answer(Kind.REFUSED, "BadRequest", null));
        run();

        assertThat(taken).hasSize(999).doesNotContain("s437:1");
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo("s437:1");
            assertThat(letter.sink()).isEqualTo("hub");
            assertThat(letter.cause()).isEqualTo("BadRequest");
            assertThat(letter.reason()).isEqualTo("it answered BadRequest");
            assertThat(letter.attempts()).isEqualTo(Attempts.NONE.andOneAt(clock.instant()));
        });
        assertThat(offers).as("a few offers are enough to find it").isLessThan(40);
    }

    @Test
    void whatFollowsAnEventThatFailsWaitsForItAndOthersDoNot() throws Exception {
        append("a:1", "b:1", "a:2", "b:2");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        run();
        assertThat(taken).containsExactly("b:1", "b:2");
        badEvents.clear();
        append("a:3", "b:3");
        run();
        assertThat(taken).containsExactly("b:1", "b:2", "b:3");
        clock.advance(Duration.ofSeconds(11));
        run();

        assertThat(taken).containsExactly("b:1", "b:2", "b:3", "a:1", "a:2", "a:3");
        assertThat(sink.outbox().pending()).isZero();
    }

    @Test
    void anEventIsOfferedAgainInTheRhythmOfThePolicyAndThenGivenUp() throws Exception {
        append("a:1");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        run();
        clock.advance(Duration.ofSeconds(9));
        run();
        assertThat(offers).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        run();
        assertThat(offers).isEqualTo(2);
        clock.advance(Duration.ofSeconds(59));
        run();
        assertThat(offers).isEqualTo(2);
        clock.advance(Duration.ofSeconds(7));
        run();

        assertThat(offers).isEqualTo(3);
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo("MaxDeliveryAttemptsExceeded");
            assertThat(letter.outcome()).isEqualTo("Aborted");
            assertThat(letter.attempts().count()).isEqualTo(3);
        });
        assertThat(sink.outbox().pending()).isZero();
    }

    @Test
    void anEventIsGivenUpWhenItsTimeToLiveIsOver() throws Exception {
        append("a:1", "a:2");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", Duration.ofMinutes(40)));
        run();
        clock.advance(Duration.ofMinutes(40));
        run();
        clock.advance(Duration.ofMinutes(40));
        run();

        assertThat(offers).isEqualTo(4);
        assertThat(deadLetters()).extracting(DeadLetter::cause).containsExactly("TimeToLiveExceeded");
        assertThat(taken).containsExactly("a:2");
    }

    @Test
    void nothingDiesOfOldAgeBecauseOurClockWasSetForward() throws Exception {
        append("a:1");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        run();
        clock.advance(Duration.ofDays(1));
        badEvents.clear();
        run();

        assertThat(taken).containsExactly("a:1");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void nothingWaitsADayMoreBecauseOurClockWasSetBack() throws Exception {
        append("a:1", "a:2");
        badEvents.put("a:1", new Answer(Kind.FAILED, "Aborted", null));
        run();
        clock.advance(Duration.ofDays(-1));
        badEvents.clear();
        run();

        assertThat(taken).containsExactly("a:1", "a:2");
    }

    @Test
    void aSinkThatIsAwayCostsNoEventAnAttempt() throws Exception {
        append(many(10));
        down = new Answer(Kind.AWAY, "SocketError", null);
        for (int i = 0; i < 500; i++) {
            run();
            clock.advance(Duration.ofSeconds(20));
        }
        assertThat(offers).isEqualTo(500);
        assertThat(sink.status().state()).isEqualTo("retrying");
        assertThat(sink.status().lastError()).isEqualTo("it answered SocketError");
        down = null;
        run();

        assertThat(deadLetters()).isEmpty();
        assertThat(taken).containsExactlyInAnyOrder(many(10));
    }

    @Test
    void whatABusySinkAsksForIsObeyed() throws Exception {
        append("a:1");
        down = new Answer(Kind.BUSY, "Busy", Duration.ofMinutes(3));
        run();
        down = null;
        clock.advance(Duration.ofSeconds(179));
        run();
        assertThat(taken).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        run();

        assertThat(taken).containsExactly("a:1");
    }

    @Test
    void anEventOnWhichTheSinkDoesNotAnswerHoldsNoOtherUp() throws Exception {
        append(many(300));
        badEvents.put("s100:1", new Answer(Kind.AWAY, "TimedOut", null));
        for (int i = 0; i < 60; i++) {
            append("t" + i + ":1");
            run();
            clock.advance(Duration.ofSeconds(16));
        }

        assertThat(taken).hasSize(359).doesNotContain("s100:1");
        assertThat(deadLetters()).extracting(DeadLetter::id).containsExactly("s100:1");
    }

    @Test
    void onlyOneEventAsksWhetherTheSinkIsBack() throws Exception {
        append(many(100));
        down = new Answer(Kind.AWAY, "SocketError", null);
        for (int i = 0; i < 3; i++) {
            run();
            clock.advance(Duration.ofSeconds(2));
        }
        down = null;
        delivery.step();

        assertThat(taken).hasSize(1);
    }

    @Test
    void aSinkThatFailsNowAndThenIsHardlySlowedDown() throws Exception {
        append(many(2000));
        Random random = new Random(1);
        Instant began = clock.instant();
        while (sink.outbox().pending() > 0) {
            down = random.nextInt(10) < 3 ? new Answer(Kind.AWAY, "SocketError", null) : null;
            clock.advance(delivery.step());
        }

        assertThat(Duration.between(began, clock.instant())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aBatchHoldsNoMoreBytesThanItMay() throws Exception {
        append(40_000, many(5));
        run();

        assertThat(offers).isEqualTo(3);
        assertThat(taken).containsExactly(many(5));
    }

    @Test
    void anEventThatIsLargerThanABatchMayBeIsOfferedAlone() throws Exception {
        append("a:1");
        append(200_000, "b:1");
        append("c:1");
        run();

        assertThat(offers).isEqualTo(3);
        assertThat(taken).containsExactly("a:1", "b:1", "c:1");
    }

    @Test
    void aSinkThatTakesOnlySmallBatchesIsSeldomOfferedLargerOnes() throws Exception {
        append(many(1000));
        most = 10;
        run();

        assertThat(taken).containsExactly(many(1000));
        assertThat(deadLetters()).isEmpty();
        assertThat(offers).isLessThan(180);
    }

    @Test
    void aSinkThatFailsOnAllEventsIsNotRushed() throws Exception {
        append(many(30));
        down = new Answer(Kind.FAILED, "Aborted", null);
        Instant began = clock.instant();
        run();

        assertThat(Duration.between(began, clock.instant())).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aDeadLetterIsDeliveredWhenItIsSentAgain() throws Exception {
        append("a:1", "b:1");
        badEvents.put("a:1", new Answer(Kind.REFUSED, "PayloadTooLarge", null));
        run();
        badEvents.clear();
        new DeadLetters(database).redrive(deadLetters(), sink.outbox());
        run();

        assertThat(taken).containsExactly("b:1", "a:1");
        assertThat(deadLetters()).isEmpty();
    }
}

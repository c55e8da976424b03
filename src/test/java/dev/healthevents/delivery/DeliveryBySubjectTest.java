package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.event.EventSchema;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxEvent;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryBySubjectTest {

    private static final RetryPolicy POLICY = new RetryPolicy(
            3, Duration.ofHours(1), List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), Set.of(400, 413));

    /** A sink's answer, as an exception. */
    private static final class Answer extends Exception {
        final Failure failure;

        Answer(Kind kind, String outcome, Duration retryAfter) {
            this.failure = new Failure(kind, outcome, "it answered " + outcome, retryAfter);
        }
    }

    private static final Answer NO_ANSWER = new Answer(Kind.AWAY, "TimedOut", null);

    @TempDir
    Path directory;

    private final SetClock clock = new SetClock();
    private final List<Runnable> requests = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final Map<String, Answer> badEvents = new HashMap<>();
    private Answer down;
    private int offers;
    private int mostAtOnce;
    private StateDatabase database;
    private Sink sink;
    private DeliveryBySubject delivery;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        begin(4, 1);
    }

    private void begin(int connections, int batchSize) {
        Outbox outbox = new Outbox(database, "hub");
        sink = new Sink(
                "hub",
                EventSchema.CLOUD_EVENTS,
                event -> true,
                outbox,
                1_000_000,
                true,
                POLICY,
                new SinkStatus(),
                connections);
        delivery = new DeliveryBySubject(
                sink,
                outbox.bySubject(),
                new DeliveryLimits(batchSize, 100_000),
                e -> ((Answer) e).failure,
                this::offer,
                requests::add,
                clock);
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

    private static String[] many(String subject, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> subject + ":" + i).toArray(String[]::new);
    }

    private static String[] subjects(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i + ":1").toArray(String[]::new);
    }

    /** Has the requests that are under way answered, oldest first. */
    private void answer() {
        mostAtOnce = Math.max(mostAtOnce, requests.size());
        List<Runnable> underWay = List.copyOf(requests);
        requests.clear();
        underWay.forEach(Runnable::run);
    }

    /** Goes on until nothing is under way and nothing may be done for longer than a second. */
    private void run() {
        runFor(Duration.ofMillis(999));
    }

    private void runFor(Duration longest) {
        if (!run(100_000, longest)) {
            throw new AssertionError("it finds no rest");
        }
    }

    private void run(int steps) {
        run(steps, Duration.ofMillis(999));
    }

    private boolean run(int steps, Duration longest) {
        for (int i = 0; i < steps; i++) {
            Duration rest = delivery.step();
            if (!requests.isEmpty()) {
                answer();
            } else if (rest.compareTo(longest) > 0) {
                return true;
            } else {
                clock.advance(rest);
            }
        }
        return false;
    }

    private List<DeadLetter> deadLetters() {
        return new DeadLetters(database).newest(100);
    }

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
    void aBatchThatFailsIsHalvedUntilTheEventIsFound() {
        begin(2, 64);
        append(subjects(200));
        badEvents.put("s77:1", new Answer(Kind.REFUSED, "BadRequest", null));
        run();

        assertThat(taken).hasSize(199).doesNotContain("s77:1");
        assertThat(deadLetters()).extracting(DeadLetter::id).containsExactly("s77:1");
        assertThat(offers).isLessThan(40);
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

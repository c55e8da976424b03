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
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories at random: requests that are answered in any order, with any answer; a sink that is away for a while; events
 * that come meanwhile; our clock set back; crashes, after which what was under way may have been taken or not.
 */
class OrderBySubjectTest {

    private static final int SUBJECTS = 12;
    private static final int CONNECTIONS = 5;
    private static final RetryPolicy POLICY = new RetryPolicy(
            4, Duration.ofHours(9), List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), Set.of(400));

    private static final class Answer extends Exception {
        final Failure failure;

        Answer(Kind kind) {
            this.failure = new Failure(kind, kind.name(), "it was " + kind, null);
        }
    }

    @TempDir
    Path directory;

    private final SetClock clock = new SetClock();
    private final List<Runnable> requests = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private final Map<String, Integer> written = new HashMap<>();
    private StateDatabase database;
    private Outbox outbox;
    private DeliveryBySubject delivery;
    private Random random;
    private boolean well = true;
    private int life;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingIsLostAndNoEventOvertakesAnotherOfItsSubject(long seed) {
        random = new Random(seed);
        begin();
        for (int i = 0; i < 400; i++) {
            happen(random.nextInt(100));
        }
        well = true;
        for (int i = 0; outbox.pending() > 0; i++) {
            assertThat(i).as("steps to the end").isLessThan(20_000);
            clock.advance(delivery.step());
            answerAll();
        }

        Set<String> letters = new DeadLetters(database)
                .newest(1_000).stream().map(DeadLetter::id).collect(Collectors.toSet());
        written.forEach((subject, last) -> {
            List<String> all = new ArrayList<>();
            for (int i = 1; i <= last; i++) {
                all.add(subject + ":" + i);
            }
            all.removeAll(letters);
            assertThat(byLastDelivery(subject, letters)).containsExactlyElementsOf(all);
        });
        assertThat(received).hasSizeGreaterThan(100);
    }

    private void happen(int what) {
        if (what < 15) {
            append(1 + random.nextInt(30));
        } else if (what < 17) {
            crash();
        } else if (what < 19) {
            well = !well;
        } else if (what == 19) {
            clock.advance(Duration.ofHours(-2));
        } else if (what < 60) {
            clock.advance(Duration.ofMillis(random.nextInt(1_000)));
            delivery.step();
            assertThat(requests).hasSizeLessThanOrEqualTo(CONNECTIONS);
        } else if (!requests.isEmpty()) {
            requests.remove(random.nextInt(requests.size())).run();
        }
    }

    private void begin() {
        life++;
        int mine = life;
        outbox = new Outbox(database, "hub");
        Sink sink = new Sink(
                "hub",
                EventSchema.CLOUD_EVENTS,
                any -> true,
                outbox,
                9_999,
                true,
                POLICY,
                new SinkStatus(),
                CONNECTIONS);
        delivery = new DeliveryBySubject(
                sink,
                outbox.bySubject(),
                new DeliveryLimits(1 + random.nextInt(3), 2_000),
                e -> ((Answer) e).failure,
                batch -> offer(batch, mine),
                requests::add,
                clock);
    }

    private void offer(List<OutboxRow> batch, int ofLife) throws Answer {
        assertThat(ofLife).isEqualTo(life);
        int answer = random.nextInt(100);
        if (!well) {
            throw new Answer(answer < 50 ? Kind.BUSY : Kind.AWAY);
        }
        if (answer < 10) {
            throw new Answer(answer < 2 ? Kind.REFUSED : answer < 7 ? Kind.FAILED : Kind.AWAY);
        }
        batch.forEach(row -> received.add(row.eventId()));
        if (answer < 13) {
            throw new Answer(Kind.AWAY);
        }
    }

    private void answerAll() {
        List<Runnable> underWay = List.copyOf(requests);
        requests.clear();
        underWay.forEach(Runnable::run);
    }

    /** The sink has taken some of what was under way, or none of it. */
    private void crash() {
        while (!requests.isEmpty() && random.nextInt(3) > 0) {
            requests.remove(random.nextInt(requests.size())).run();
        }
        requests.clear();
        begin();
    }

    private void append(int count) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (int i = 0; i < count; i++) {
            // One of them has as many events as all others.
            String subject = "s" + (random.nextBoolean() ? 0 : random.nextInt(SUBJECTS));
            String id = subject + ":" + written.merge(subject, 1, Integer::sum);
            window.append(outbox, new OutboxEvent(id, subject, new byte[100 + random.nextInt(900)]));
        }
        window.commit();
    }

    /** What the sink has received of a subject, without dead letters, each where it came last. */
    private List<String> byLastDelivery(String subject, Set<String> letters) {
        List<String> last = new ArrayList<>();
        for (String id : received) {
            if (id.startsWith(subject + ":") && !letters.contains(id)) {
                last.remove(id);
                last.add(id);
            }
        }
        return last;
    }
}

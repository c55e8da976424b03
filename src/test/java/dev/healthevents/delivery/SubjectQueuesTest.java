package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.state.Attempts;
import dev.healthevents.state.OutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubjectQueuesTest {

    private final SetClock clock = new SetClock();
    private final SubjectQueues queues = new SubjectQueues(clock);

    /** Of events named {@code subject:position}. */
    private static List<OutboxRow> rows(String... names) {
        return Stream.of(names).map(SubjectQueuesTest::row).toList();
    }

    private static OutboxRow row(String name) {
        String[] parts = name.split(":");
        return new OutboxRow(Long.parseLong(parts[1]), name, parts[0], new byte[10], Attempts.NONE, false, "lab", null);
    }

    private List<String> take(int limit) {
        return names(queues.take(limit, 1_000));
    }

    private static List<String> names(List<OutboxRow> rows) {
        return rows.stream().map(OutboxRow::eventId).toList();
    }

    @Test
    void whatIsUnderWayHoldsItsSubjectAndNoOther() {
        queues.add(rows("a:1", "a:2", "b:3"));

        assertThat(take(1)).containsExactly("a:1");
        assertThat(take(1)).containsExactly("b:3");
        assertThat(take(1)).isEmpty();
        queues.done(rows("a:1"));
        assertThat(take(1)).containsExactly("a:2");
    }

    @Test
    void aBatchIsInTheOrderOfTheOutbox() {
        queues.add(rows("a:1", "b:2", "a:3", "c:4"));

        assertThat(take(10)).containsExactly("a:1", "b:2", "a:3", "c:4");
    }

    @Test
    void aBatchHoldsNoMoreBytesThanItMayUnlessOneIsLarger() {
        queues.add(rows("a:1", "b:2", "c:3"));

        assertThat(queues.take(10, 25)).hasSize(2);
        assertThat(queues.take(10, 5)).hasSize(1);
    }

    @Test
    void subjectsTakeTurns() {
        queues.add(rows("a:1", "a:2", "b:3", "b:4"));
        queues.done(rows(take(1).get(0)));

        assertThat(take(1)).containsExactly("b:3");
        assertThat(take(1)).containsExactly("a:2");
    }

    @Test
    void whatComesBackIsTheNextOfItsSubject() {
        queues.add(rows("a:1", "a:2", "a:3"));
        queues.back(queues.take(2, 1_000));

        assertThat(take(3)).containsExactly("a:1", "a:2", "a:3");
    }

    @Test
    void whatIsLeftAloneForATimeIsNotOfferedBefore() {
        queues.add(rows("a:1"));
        queues.backAfter(queues.take(1, 1_000), Duration.ofSeconds(2));
        queues.add(rows("a:2"));
        clock.advance(Duration.ofSeconds(1));
        queues.endPauses();
        assertThat(take(1)).isEmpty();
        assertThat(queues.untilPauseEnds()).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        queues.endPauses();

        assertThat(take(9)).containsExactly("a:1", "a:2");
    }

    @Test
    void bytesAndEventsAreThoseThatAreNotDone() {
        queues.add(rows("a:1", "a:2", "b:3"));
        List<OutboxRow> batch = queues.take(1, 1_000);
        assertThat(queues.bytes()).isEqualTo(30);
        queues.done(batch);

        assertThat(queues.bytes()).isEqualTo(20);
        assertThat(queues.size()).isEqualTo(2);
        queues.dropAll();
        assertThat(queues.bytes()).isZero();
    }

    @Test
    void whatIsForgottenComesInAgainAndWhatIsUnderWayDoesNot() {
        queues.add(rows("a:1", "a:2"));
        List<OutboxRow> batch = queues.take(1, 1_000);
        queues.dropAll();
        queues.add(rows("a:1", "a:2"));
        assertThat(take(9)).isEmpty();
        queues.done(batch);

        assertThat(take(9)).containsExactly("a:2");
    }

    @Test
    void whateverComesBackInWhateverOrderASubjectIsUnderWayOnceAndInOrder() {
        Random random = new Random(7);
        List<List<OutboxRow>> underWay = new ArrayList<>();
        Set<String> busy = new HashSet<>();
        Map<String, Long> done = new HashMap<>();
        int count = 0;
        long position = 0;
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) == 0) {
                queues.add(rows("s" + random.nextInt(9) + ":" + ++position));
            } else if (underWay.size() < 4 && random.nextBoolean()) {
                List<OutboxRow> batch = queues.take(1 + random.nextInt(5), 1_000);
                Set<String> subjects = new HashSet<>();
                batch.forEach(row -> subjects.add(row.subject()));
                assertThat(busy).doesNotContainAnyElementsOf(subjects.isEmpty() ? Set.of("none") : subjects);
                busy.addAll(subjects);
                underWay.add(batch);
            } else if (!underWay.isEmpty()) {
                List<OutboxRow> batch = underWay.remove(random.nextInt(underWay.size()));
                batch.forEach(row -> busy.remove(row.subject()));
                if (random.nextInt(4) == 0) {
                    queues.backAfter(batch, Duration.ofMillis(random.nextInt(5)));
                } else {
                    for (OutboxRow row : batch) {
                        Long before = done.put(row.subject(), row.position());
                        assertThat(row.position()).isGreaterThan(before == null ? 0 : before);
                        count++;
                    }
                    queues.done(batch);
                }
            }
            clock.advance(Duration.ofMillis(1));
            queues.endPauses();
        }

        assertThat(count).isGreaterThan(500);
    }
}

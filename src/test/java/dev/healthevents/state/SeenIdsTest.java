package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeenIdsTest extends StateTest {

    private static final String SOURCE = "lab";

    private SeenIds seen;

    @BeforeEach
    void load() {
        seen = new SeenIds(database);
        seen.load(SOURCE, RETENTION);
    }

    private void commit(Instant serverTime, UUID... ids) {
        WindowTransaction window = new WindowTransaction(database, seen, SOURCE);
        List.of(ids).forEach(window::announce);
        commitAt(window, cursorAt(serverTime), RETENTION);
    }

    @Test
    void aRestartKnowsThem() {
        commit(NOON, id(1), id(2), new UUID(0, 0));
        restart();
        load();

        assertThat(seen.size(SOURCE)).isEqualTo(3);
        assertThat(List.of(id(1), id(2), new UUID(0, 0))).allMatch(id -> seen.contains(SOURCE, id));
        assertThat(seen.contains(SOURCE, id(3))).isFalse();
    }

    @Test
    void anIdIsRememberedForAsLongAsItMayComeAgain() {
        commit(NOON, id(1));
        for (Duration age = Duration.ZERO; age.compareTo(RETENTION) <= 0; age = age.plusSeconds(5)) {
            commit(NOON.plus(age), id(1000 + age.toSeconds()));
            assertThat(seen.contains(SOURCE, id(1))).as("after %s", age).isTrue();
        }
        restart();
        load();

        assertThat(seen.contains(SOURCE, id(1))).isTrue();
    }

    @Test
    void whatIsMuchOlderIsForgottenInMemoryAndInTheDatabase() {
        commit(NOON, id(1));
        commit(NOON.plus(RETENTION.multipliedBy(2)), id(2));
        assertThat(seen.contains(SOURCE, id(1))).isFalse();
        restart();
        load();

        assertThat(seen.contains(SOURCE, id(1))).isFalse();
        assertThat(seen.contains(SOURCE, id(2))).isTrue();
    }

    @Test
    void memoryDoesNotGrowWithTime() {
        int most = 0;
        for (int second = 0; second < 3_600; second += 10) {
            commit(NOON.plusSeconds(second), id(second));
            most = Math.max(most, seen.size(SOURCE));
        }

        assertThat(most).isLessThan((int) RETENTION.toSeconds() / 10 * 3 / 2);
    }

    @Test
    void afterTheServersClockWasSetBackMemoryStillDoesNotGrow() {
        commit(NOON.plus(Duration.ofDays(1)), id(0));
        for (int second = 10; second < 1_800; second += 10) {
            commit(NOON.plusSeconds(second), id(second));
        }

        assertThat(seen.size(SOURCE)).isLessThan((int) RETENTION.toSeconds() / 10 * 3 / 2);
    }

    @Test
    void clearingForgetsOneSourceOnly() {
        commit(NOON, id(1));
        seen.load("pharmacy", RETENTION);
        WindowTransaction other = new WindowTransaction(database, seen, "pharmacy");
        other.announce(id(2));
        commitAt(other, cursorAt(NOON), RETENTION);
        seen.clear(SOURCE);

        assertThat(seen.size(SOURCE)).isZero();
        assertThat(seen.contains("pharmacy", id(2))).isTrue();
    }

    @Test
    void aMillionIdsTakeLessThan64Megabytes() {
        RecentIds recent = new RecentIds(RETENTION, Instant.EPOCH);
        for (int window = 0; window < 200; window++) {
            long first = window * 5_000L;
            recent.add(
                    NOON.plusSeconds(window),
                    LongStream.range(first, first + 5_000)
                            .mapToObj(StateTest::id)
                            .toList());
        }

        assertThat(recent.size()).isEqualTo(1_000_000);
        assertThat(recent.bytes()).isLessThan(64L << 20);
    }
}

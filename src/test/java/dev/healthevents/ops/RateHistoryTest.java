package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateHistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RateHistory history = new RateHistory(2, 3);

    private void count(long second, long first, long other) {
        history.add(NOON.plusSeconds(second), new long[] {first, other});
    }

    @Test
    void nothingIsKnownBeforeTheSecondLook() {
        count(0, 100, 0);

        assertThat(history.snapshot()).isEqualTo(new RateHistory.Snapshot(List.of(), List.of(List.of(), List.of())));
    }

    @Test
    void aRateIsTheCountOfTheTimeBetweenTwoLooks() {
        count(0, 100, 0);
        count(5, 110, 1);
        count(15, 110, 4);

        assertThat(history.snapshot().times()).containsExactly(NOON.plusSeconds(5), NOON.plusSeconds(15));
        assertThat(history.snapshot().perSecond()).containsExactly(List.of(2.0, 0.0), List.of(0.2, 0.3));
    }

    @Test
    void onlyTheLastRatesAreKept() {
        for (int second = 0; second <= 10; second++) {
            count(second, second * second, 0);
        }

        assertThat(history.snapshot().perSecond().get(0)).containsExactly(15.0, 17.0, 19.0);
    }

    @Test
    void aClockThatStoodStillGivesNoRate() {
        count(0, 0, 0);
        count(0, 100, 0);

        assertThat(history.snapshot().perSecond().get(0)).containsExactly(0.0);
    }
}

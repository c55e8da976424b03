package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final SetClock clock = new SetClock();
    private final Backoff backoff = new Backoff(clock);

    @Test
    void beforeAnyFailureItIsTime() {
        assertThat(backoff.due()).isTrue();
        assertThat(backoff.failures()).isZero();
    }

    @Test
    void theWaitDoublesUpToFifteenSecondsGiveOrTakeAQuarter() {
        for (int expected : new int[] {1, 2, 4, 8, 15, 15, 15}) {
            assertThat(backoff.failed(null).toMillis()).isBetween(expected * 750L, expected * 1250L);
        }
    }

    @Test
    void aWeekOfFailuresStillWaitsFifteenSeconds() {
        IntStream.range(0, 10_000).forEach(i -> backoff.failed(null));

        assertThat(backoff.failed(null)).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(19));
    }

    @Test
    void manyClientsDoNotComeBackTogether() {
        IntSummaryStatistics waits = IntStream.range(0, 1_000)
                .map(i -> (int) new Backoff(clock).failed(null).toMillis())
                .summaryStatistics();

        assertThat(waits.getMax() - waits.getMin()).isGreaterThan(400);
        assertThat(waits.getAverage()).isBetween(960.0, 1_040.0);
    }

    @Test
    void itIsTimeWhenTheWaitIsOver() {
        Duration wait = backoff.failed(null);
        assertThat(backoff.due()).isFalse();
        clock.advance(wait.minusMillis(1));
        assertThat(backoff.due()).isFalse();
        clock.advance(Duration.ofMillis(1));

        assertThat(backoff.due()).isTrue();
    }

    @Test
    void whoAsksToBeLeftAloneIsLeftAlone() {
        assertThat(backoff.failed(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(5).minusMillis(1));

        assertThat(backoff.due()).isFalse();
    }

    @Test
    void askingForLessThanTheScheduleDoesNotHelp() {
        IntStream.range(0, 6).forEach(i -> backoff.failed(null));

        assertThat(backoff.failed(Duration.ofSeconds(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void nobodyIsLeftAloneForMoreThanAnHour() {
        assertThat(backoff.failed(Duration.ofDays(365))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aSuccessBeginsAnew() {
        IntStream.range(0, 6).forEach(i -> backoff.failed(null));
        backoff.succeeded();
        assertThat(backoff.due()).isTrue();
        assertThat(backoff.failures()).isZero();

        assertThat(backoff.failed(null)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aClockThatIsSetBackHoldsNobodyUp() {
        backoff.failed(null);
        clock.advance(Duration.ofHours(-1));

        assertThat(backoff.due()).isTrue();
    }
}

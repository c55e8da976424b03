package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepRestTest {

    private static Duration rest(int interval, int took) {
        return SweepLoop.rest(Duration.ofSeconds(interval), Duration.ofSeconds(took));
    }

    @Test
    void aQuickServerIsSweptAtTheInterval() {
        assertThat(rest(15, 1)).hasSeconds(15);
    }

    @Test
    void aServerThatIsSlowerThanTheIntervalIsLeftThreeQuartersOfTheTime() {
        assertThat(rest(1, 4)).hasSeconds(12);
    }

    @Test
    void whatIsLateOnAVerySlowServerDoesNotWaitThreeTimesAsLongAsASweepTakes() {
        assertThat(rest(15, 20)).hasSeconds(20);
    }

    @Test
    void afterAnOutageTheNextSweepIsExpectedToTakeAsLongAsItHasToRead() {
        Duration next = SweepLoop.next(Duration.ofSeconds(100), Duration.ofMinutes(60), Duration.ofMinutes(3));

        assertThat(next).hasSeconds(5);
    }

    @Test
    void aSweepWithMoreToReadThanTheOneBeforeIsNotWaitedForLonger() {
        assertThat(SweepLoop.next(Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(3)))
                .hasSeconds(10);
    }
}

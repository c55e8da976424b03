package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuietTimesTest {

    private static final int TEN_MINUTES = 60;

    private boolean atWork;
    private long passed;
    private long heap = 400;
    private int given;
    private int trimmed;
    private final QuietTimes times =
            new QuietTimes(() -> atWork, () -> passed, () -> heap, this::give, () -> trimmed++);

    private void give() {
        given++;
        heap = 100;
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            this.times.look();
        }
    }

    @AfterEach
    void stop() {
        times.destroy();
    }

    @Test
    void whatTheStartTookIsGivenBackOnceHalfAMinuteIsQuiet() {
        look(2);
        assertThat(given).isZero();
        look(1);
        assertThat(given).isEqualTo(1);
    }

    @Test
    void nothingIsGivenBackWhileASourceBeginsOrCatchesUp() {
        atWork = true;
        look(10);
        assertThat(given).isZero();
        atWork = false;
        look(3);
        assertThat(given).isEqualTo(1);
    }

    @Test
    void nothingIsGivenBackWhileManyEventsPass() {
        for (int i = 0; i < 10; i++) {
            passed += 501;
            look(1);
        }
        assertThat(given).isZero();
    }

    @Test
    void aHeapThatHasNotGrownSinceIsLeftAlone() {
        look(3);
        heap = 125;
        look(2 * TEN_MINUTES);
        assertThat(given).isEqualTo(1);
    }

    @Test
    void aHeapThatHasGrownIsGivenBackTenMinutesAfterTheLastTimeAtTheEarliest() {
        look(3);
        heap = 400;
        look(TEN_MINUTES);
        assertThat(given).isEqualTo(1);
        look(1);
        assertThat(given).isEqualTo(2);
    }

    @Test
    void nativeMemoryIsGivenBackOnceItIsQuietAndThenEveryFiveMinutes() {
        look(3);
        assertThat(trimmed).isEqualTo(1);
        look(26);
        assertThat(trimmed).isEqualTo(1);
        look(1);
        assertThat(trimmed).isEqualTo(2);
        atWork = true;
        look(30);
        assertThat(trimmed).isEqualTo(2);
    }
}

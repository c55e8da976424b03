package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.SetClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final RateLimit rate = new RateLimit(100, clock);

    @Test
    void theFirstMayPassAtOnce() {
        assertThat(rate.left()).isZero();
    }

    @Test
    void aWindowIsPaidForByARest() {
        rate.passed(200);

        assertThat(rate.left()).isEqualTo(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        assertThat(rate.left()).isZero();
    }

    @Test
    void whatReadingTookCountsForTheRest() {
        rate.passed(100);
        clock.advance(Duration.ofMillis(1_200));
        rate.passed(100);

        assertThat(rate.left()).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void aLongPauseIsNoCreditForAFlood() {
        clock.advance(Duration.ofHours(1));
        rate.passed(100);

        assertThat(rate.left()).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() {
        rate.passed(100);
        clock.advance(Duration.ofHours(-1));

        assertThat(rate.left()).isZero();
        rate.passed(100);
        assertThat(rate.left()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void moreEventsThanASecondsWorthDoNotOverflow() {
        RateLimit slow = new RateLimit(1, clock);
        slow.passed(1_000_000_000);

        assertThat(slow.left()).isEqualTo(Duration.ofSeconds(1_000_000_000));
    }
}

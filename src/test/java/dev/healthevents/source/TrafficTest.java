package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final long MILLIS = 1_000_000;

    private long now;
    private final Traffic traffic = new Traffic(Duration.ofMillis(500), now);

    private void found(int events, int afterMillis) {
        now += afterMillis * MILLIS;
        traffic.found(events, now);
    }

    @Test
    void whereNothingHappensItIsLookedAtInItsInterval() {
        found(0, 500);

        assertThat(traffic.rest()).hasMillis(500);
    }

    @Test
    void whereMuchHappensItIsLookedAtAsOftenAsSomethingDoes() {
        for (int look = 0; look < 20; look++) {
            found(2, 60);
        }

        assertThat(traffic.rest()).isBetween(Duration.ofMillis(29), Duration.ofMillis(31));
    }

    @Test
    void aHundredEventsASecondAreNotLookedForAHundredTimes() {
        for (int look = 0; look < 20; look++) {
            found(100, 20);
        }

        assertThat(traffic.rest()).hasMillis(15);
    }

    @Test
    void whatComesOnceAfterAQuietTimeMayBeTheFirstOfSeveral() {
        found(0, 60_000);
        found(1, 500);

        assertThat(traffic.rest()).hasMillis(50);
    }

    @Test
    void aLookThatFindsNothingWhereMuchHappensIsFollowedBySoonerOnesThanTheInterval() {
        for (int look = 0; look < 20; look++) {
            found(1, 40);
        }
        found(0, 40);

        assertThat(traffic.rest()).isBetween(Duration.ofMillis(39), Duration.ofMillis(41));
    }

    @Test
    void whenItHasBecomeQuietAFewLooksLaterItIsLookedAtInItsInterval() {
        for (int look = 0; look < 20; look++) {
            found(3, 20);
        }
        for (int look = 0; look < 6; look++) {
            found(0, (int) traffic.rest().toMillis());
        }

        assertThat(traffic.rest()).isGreaterThan(Duration.ofMillis(450));
    }

    @Test
    void anIntervalThatIsShorterIsTheLongestRest() {
        Traffic quick = new Traffic(Duration.ofMillis(10), 0);
        quick.found(1, 10 * MILLIS);

        assertThat(quick.rest()).hasMillis(10);
    }

    @Test
    void aLongIntervalSparesTheServerWhereMuchHappensToo() {
        Traffic slow = new Traffic(Duration.ofSeconds(2), 0);
        for (int look = 1; look <= 20; look++) {
            slow.found(100, look * 20 * MILLIS);
        }

        assertThat(slow.rest()).hasMillis(50);
    }
}

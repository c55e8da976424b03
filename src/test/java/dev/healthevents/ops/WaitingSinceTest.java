package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WaitingSinceTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = NOON.plusSeconds(10_000);

    private final WaitingSince waiting = new WaitingSince(4);

    private void mark(long second, long lastPosition) {
        waiting.mark(NOON.plusSeconds(second), lastPosition);
    }

    @Test
    void anEventWaitsSinceTheFirstLookAfterIt() {
        mark(0, 10);
        mark(5, 20);
        mark(10, 30);

        assertThat(waiting.since(11, NOW)).isEqualTo(NOON.plusSeconds(5));
        assertThat(waiting.since(20, NOW)).isEqualTo(NOON.plusSeconds(5));
        assertThat(waiting.since(21, NOW)).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void whatWasThereAtTheStartWaitsSinceThen() {
        mark(0, 10);

        assertThat(waiting.since(1, NOW)).isEqualTo(NOON);
    }

    @Test
    void whatCameAfterTheLastLookHasNotWaited() {
        mark(0, 10);

        assertThat(waiting.since(11, NOW)).isEqualTo(NOW);
    }

    @Test
    void aLookThatFoundNothingNewChangesNothing() {
        mark(0, 10);
        mark(5, 10);

        assertThat(waiting.since(10, NOW)).isEqualTo(NOON);
    }

    @Test
    void overALongTimeItIsKnownLessExactlyButNeverTooLong() {
        for (int second = 0; second < 1_000; second++) {
            mark(second, second);
        }

        for (int position = 0; position < 1_000; position += 50) {
            assertThat(waiting.since(position, NOW)).isAfterOrEqualTo(NOON.plusSeconds(position));
        }
        assertThat(waiting.since(999, NOW)).isEqualTo(NOON.plusSeconds(999));
    }
}

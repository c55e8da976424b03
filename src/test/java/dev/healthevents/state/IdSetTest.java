package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdSetTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itHoldsWhatASetHolds(long seed) {
        Random random = new Random(seed);
        Set<UUID> expected = new HashSet<>();
        IdSet set = new IdSet();
        for (int i = 0; i < 20_000; i++) {
            // Few different values, so that many come again and many share a slot.
            UUID id = new UUID(random.nextInt(200), random.nextInt(200));
            assertThat(set.contains(id)).isEqualTo(expected.contains(id));
            set.add(id);
            expected.add(id);
            assertThat(set.size()).isEqualTo(expected.size());
        }

        assertThat(expected).allMatch(set::contains);
    }

    @Test
    void theIdThatIsZeroIsAnIdLikeAnyOther() {
        UUID zero = new UUID(0, 0);
        IdSet set = new IdSet();
        assertThat(set.contains(zero)).isFalse();
        set.add(zero);
        set.add(zero);

        assertThat(set.contains(zero)).isTrue();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void anIdWithOneHalfZeroIsFound() {
        IdSet set = new IdSet();
        set.add(new UUID(0, 7));
        set.add(new UUID(7, 0));

        assertThat(set.contains(new UUID(0, 7))).isTrue();
        assertThat(set.contains(new UUID(7, 0))).isTrue();
        assertThat(set.contains(new UUID(7, 7))).isFalse();
    }

    @Test
    void anIdTakesFrom32To64BytesOnceTheTableHasGrown() {
        IdSet set = new IdSet();
        for (int i = 1; i <= 1 << 17; i++) {
            set.add(StateTest.id(i));
            if (i > 64) {
                assertThat(8 * set.slots()).isBetween(32 * i, 64 * i);
            }
        }
    }
}

package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Numbers numbers = new Numbers(List.of(), 0);

    @Test
    void aRowHasItsOwnSeq() {
        assertThat(numbers.of(1)).isEqualTo(1);
        assertThat(numbers.of(7)).isEqualTo(7);
    }

    @Test
    void aRowThatIsReadLateHasItsOwnSeq() {
        numbers.of(7);

        assertThat(numbers.of(3)).isEqualTo(3);
    }

    @Test
    void aNumberOfOurOwnComesAfterAllThatOrthancHasGiven() {
        numbers.of(7);

        assertThat(numbers.next(14)).isEqualTo(15);
        assertThat(numbers.next(14)).isEqualTo(16);
    }

    @Test
    void aRowWhoseSeqIsTakenIsMovedBehindAllOthers() {
        numbers.next(14);
        numbers.next(14);

        assertThat(numbers.of(15)).isEqualTo(17);
        assertThat(numbers.of(16)).isEqualTo(18);
        assertThat(numbers.of(17)).isEqualTo(19);
    }

    @Test
    void aRowHasItsOwnSeqAgainWhenOrthancHasCaughtUp() {
        numbers.next(14);
        numbers.of(15);

        assertThat(numbers.of(20)).isEqualTo(20);
    }

    @Test
    void noNumberIsGivenTwiceHoweverRowsAndDeletesMix() {
        Set<Long> given = new HashSet<>();
        Random random = new Random(7);
        long seq = 0;
        for (int i = 0; i < 10_000; i++) {
            seq += 1 + random.nextInt(3);
            assertThat(given.add(numbers.of(seq))).isTrue();
            for (int deletes = random.nextInt(20) - 16; deletes > 0; deletes--) {
                assertThat(given.add(numbers.next(seq + random.nextInt(2)))).isTrue();
            }
        }
    }

    @Test
    void afterARestartNoneIsGivenAgain() {
        numbers.of(5);
        long ours = numbers.next(8);
        long moved = numbers.of(ours);

        Numbers restarted = new Numbers(numbers.ranges(List.of(ours, moved)), 5);

        assertThat(restarted.of(moved)).isGreaterThan(moved);
    }
}

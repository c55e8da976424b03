package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenSeqTest {

    private static final long MOST = Integer.MAX_VALUE;
    private static final long TURN = 1L << 32;

    @Test
    void afterTheHighestThatCanBeWrittenNumbersGoOn() {
        assertThat(WrittenSeq.after(MOST - 1, MOST)).isEqualTo(MOST);
        assertThat(WrittenSeq.after(MOST, Integer.MIN_VALUE)).isEqualTo(MOST + 1);
        assertThat(WrittenSeq.after(TURN - 2, -1)).isEqualTo(TURN - 1);
        assertThat(WrittenSeq.after(TURN - 1, 3)).isEqualTo(TURN + 3);
    }

    @Test
    void aNumberThatIsWrittenWholeIsBelieved() {
        assertThat(WrittenSeq.after(MOST, MOST + 7)).isEqualTo(MOST + 7);
        assertThat(WrittenSeq.near(5 * TURN, 5 * TURN - 2)).isEqualTo(5 * TURN - 2);
    }

    @Test
    void aCounterThatWentBackIsTold() {
        assertThat(WrittenSeq.near(1000, 10)).isEqualTo(10);
        assertThat(WrittenSeq.near(TURN + 1000, 10)).isEqualTo(TURN + 10);
        assertThat(WrittenSeq.near(3_000_000_000L, 10)).isEqualTo(10);
        assertThat(WrittenSeq.near(3_000_000_000L, (int) 2_999_999_000L)).isEqualTo(2_999_999_000L);
    }

    @Test
    void aCounterThatWentOnWithoutRowsIsTold() {
        assertThat(WrittenSeq.near(0, (int) 3_000_000_000L)).isEqualTo(3_000_000_000L);
        assertThat(WrittenSeq.near(MOST - 3, Integer.MIN_VALUE + 5)).isEqualTo(MOST + 6);
        assertThat(WrittenSeq.near(TURN - 3, 2)).isEqualTo(TURN + 2);
    }
}

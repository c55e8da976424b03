package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {

    private final OpenOffsets offsets = new OpenOffsets(10, null);

    private void opened(long... some) {
        LongStream.of(some).forEach(offsets::opened);
    }

    @Test
    void theFirstOpenOneIsCommitted() {
        opened(10, 11, 12);
        offsets.done(11);
        assertThat(offsets.committable()).isEqualTo(10);
        offsets.done(10);
        assertThat(offsets.committable()).isEqualTo(12);
        offsets.done(12);
        assertThat(offsets.committable()).isEqualTo(13);
    }

    @Test
    void whatWasReadAndIsNothingCounts() {
        offsets.read(40);
        assertThat(offsets.committable()).isEqualTo(40);
    }

    @Test
    void aRecordOfSeveralEventsIsDoneWithTheLastOfThem() {
        opened(10, 10);
        offsets.done(10);
        assertThat(offsets.committable()).isEqualTo(10);
        offsets.done(10);
        assertThat(offsets.committable()).isEqualTo(11);
    }

    @Test
    void whoTakesOverKnowsWhatIsDoneBehindAnOpenOne() {
        opened(10, 11, 12, 400, 401);
        offsets.done(11);
        offsets.done(401);

        OpenOffsets next = new OpenOffsets(offsets.committable(), offsets.metadata());

        assertThat(LongStream.range(10, 500).filter(offset -> !next.isDone(offset)))
                .contains(10L, 12L, 400L, 402L, 403L)
                .doesNotContain(11L, 401L, 13L, 399L);
    }

    @Test
    void whatAPredecessorKnewIsHandedOnBeforeItIsReadAgain() {
        opened(10, 20, 30);
        OpenOffsets second = new OpenOffsets(offsets.committable(), offsets.metadata());
        second.opened(10);
        OpenOffsets third = new OpenOffsets(second.committable(), second.metadata());

        assertThat(third.isDone(15)).isTrue();
        assertThat(third.isDone(20)).isFalse();
        assertThat(third.isDone(25)).isTrue();
        assertThat(third.isDone(30)).isFalse();
        assertThat(third.isDone(31)).isFalse();
    }

    @Test
    void metadataOfOthersIsTakenForNone() {
        for (String metadata : new String[] {"", "reset by a tool", "1:%%%", null}) {
            assertThat(new OpenOffsets(10, metadata).isDone(10)).isFalse();
        }
    }

    @Test
    void withMoreOpenOnesThanThereIsRoomForNoneOfThemIsTakenForDone() {
        Random random = new Random(7);
        TreeSet<Long> open = new TreeSet<>();
        for (long offset = 10; open.size() < 20_000; offset += 1 + random.nextInt(300)) {
            offsets.opened(offset);
            open.add(offset);
        }

        String metadata = offsets.metadata();

        OpenOffsets next = new OpenOffsets(offsets.committable(), metadata);
        assertThat(metadata.length()).isLessThan(4_096);
        assertThat(open).noneMatch(next::isDone);
        assertThat(LongStream.range(10, 2_000).filter(next::isDone).count()).isPositive();
    }
}

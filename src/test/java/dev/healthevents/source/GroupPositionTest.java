package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupPositionTest {

    private final OpenOffsets offsets = new OpenOffsets(100, null);

    @Test
    void withoutSinksThatWereLeftBehindItIsWhatTheOpenOffsetsSay() {
        offsets.opened(120);
        GroupPosition position = GroupPosition.of(offsets, Map.of());
        assertThat(position.committed()).isEqualTo(120);
        assertThat(position.behind()).isEmpty();
        assertThat(position.reading()).isEqualTo(120);
    }

    @Test
    void whatIsCommittedIsWhereTheLastSinkIsAndTheOthersAreReadFromWhereTheyAre() {
        offsets.read(5_000_000);
        offsets.opened(5_000_000);
        offsets.opened(5_000_002);
        offsets.read(5_000_004);
        GroupPosition position = GroupPosition.of(offsets, Map.of("a", 40L, "b;=, ä", 700L));

        assertThat(position.committed()).isEqualTo(40);
        assertThat(position.behind()).isEqualTo(Map.of("a", 40L, "b;=, ä", 700L));
        assertThat(position.reading()).isEqualTo(5_000_000);
        assertThat(position.offsets().isDone(5_000_001)).isTrue();
        assertThat(position.offsets().isDone(5_000_002)).isFalse();
    }

    @Test
    void aSinkMayBeFurtherThanOneThatFailsOnAnOldEvent() {
        offsets.opened(110);
        offsets.read(9_000);
        GroupPosition position = GroupPosition.of(offsets, Map.of("a", 500L));

        assertThat(position.committed()).isEqualTo(110);
        assertThat(position.behind()).isEqualTo(Map.of("a", 500L));
        assertThat(position.reading()).isEqualTo(110);
    }

    @Test
    void itIsNeverLongerThanBrokersTake() {
        for (long offset = 100; offset < 20_000; offset += 2) {
            offsets.opened(offset);
        }
        Map<String, Long> behind = new TreeMap<>();
        IntStream.range(0, 40).forEach(i -> behind.put("a-sink-with-a-long-name-" + i, 50L));
        GroupPosition position = GroupPosition.of(offsets, behind);
        assertThat(position.metadata()).hasSizeBetween(3_000, 4_096);
        assertThat(position.behind()).hasSize(40);
        assertThat(GroupPosition.of(offsets, Map.of()).metadata()).hasSizeBetween(3_000, 4_096);
    }

    @Test
    void metadataOfOthersIsTakenForNone() {
        for (String metadata : new String[] {"2:", "2:x;a=1;1:", "2:1;;", "2:1;a=1", null}) {
            GroupPosition position = new GroupPosition(7, metadata);
            assertThat(position.behind()).isEmpty();
            assertThat(position.reading()).isEqualTo(7);
        }
    }
}

package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class YoungestRowsTest {

    private static final int BYTES = 100;

    private final Room room = new Room(1000);
    private final YoungestRows youngest = new YoungestRows(room);

    /** As an outbox of which the database holds nothing. */
    private void beginEmpty() {
        youngest.begin(0);
        youngest.seen(youngest.look(), List.of());
    }

    private static List<OutboxRow> rows(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(position -> new OutboxRow(
                        position, "event" + position, "", new byte[BYTES], Attempts.NONE, false, "lab", null))
                .toList();
    }

    private List<Long> after(long position) {
        return positions(youngest.after(position, 100, Long.MAX_VALUE));
    }

    private static List<Long> positions(List<OutboxRow> rows) {
        return rows.stream().map(OutboxRow::position).toList();
    }

    @Test
    void whatWasWrittenLastIsInMemory() {
        beginEmpty();
        youngest.add(rows(1, 2));
        youngest.add(rows(3, 3));

        assertThat(after(-1)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void itIsLeftToTheDatabaseAsLongAsThatMayHaveOlderRows() {
        youngest.begin(7);
        youngest.add(rows(8, 9));
        youngest.seen(youngest.look(), rows(7, 9));

        assertThat(after(-1)).isEmpty();
    }

    @Test
    void itIsHandedOutOnceTheDatabaseHasNoOlderRows() {
        youngest.begin(7);
        youngest.add(rows(8, 9));
        youngest.seen(youngest.look(), rows(8, 9));

        assertThat(after(-1)).containsExactly(8L, 9L);
    }

    @Test
    void whoHasGotAllOlderRowsGoesOnInMemory() {
        youngest.begin(7);
        youngest.add(rows(8, 9));

        assertThat(after(6)).isEmpty();
        assertThat(after(7)).containsExactly(8L, 9L);
        assertThat(after(8)).containsExactly(9L);
    }

    @Test
    void whatWasHandedOutInThisWayIsTakenFromTheDatabaseBySomebodyWhoBeginsAnew() {
        beginEmpty();
        youngest.add(rows(1, 3));
        after(2);

        assertThat(after(-1)).isEmpty();
    }

    @Test
    void rowsBetweenOfWhichNobodyKnowsWhatBecameOfThemAreLookedForInTheDatabase() {
        beginEmpty();
        youngest.add(rows(1, 2));
        youngest.add(rows(5, 6));

        assertThat(after(-1)).isEmpty();
        assertThat(after(2)).isEmpty();
    }

    @Test
    void whatTheDatabaseHadBeforeTheyWereWrittenSaysNothingOfThem() {
        beginEmpty();
        long look = youngest.look();
        youngest.add(rows(5, 6));
        youngest.seen(look, List.of());

        assertThat(after(-1)).isEmpty();
    }

    @Test
    void whatHasLeftIsNotHandedOutAgain() {
        beginEmpty();
        youngest.add(rows(1, 5));
        youngest.remove(rows(1, 2));
        youngest.remove(rows(4, 4));

        assertThat(after(-1)).containsExactly(3L, 5L);
    }

    @Test
    void whatHasLeftMayBeToldTwice() {
        beginEmpty();
        youngest.add(rows(1, 3));
        youngest.remove(rows(1, 2));
        youngest.remove(rows(1, 2));

        assertThat(after(-1)).containsExactly(3L);
    }

    @Test
    void noMoreAreHandedOutThanAskedFor() {
        beginEmpty();
        youngest.add(rows(1, 5));

        assertThat(positions(youngest.after(-1, 2, Long.MAX_VALUE))).containsExactly(1L, 2L);
        assertThat(positions(youngest.after(-1, 9, 3 * BYTES))).containsExactly(1L, 2L, 3L);
        assertThat(positions(youngest.after(-1, 9, 1))).containsExactly(1L);
    }

    @Test
    void whatThereIsNoRoomForIsLeftToTheDatabase() {
        beginEmpty();
        youngest.add(rows(1, 9));
        youngest.add(rows(10, 11));

        assertThat(after(-1)).isEmpty();
        assertThat(room.take(1000)).isTrue();
    }

    @Test
    void itHasRoomAgainForWhatComesThen() {
        beginEmpty();
        youngest.add(rows(1, 11));
        youngest.add(rows(12, 13));
        youngest.seen(youngest.look(), rows(12, 13));

        assertThat(after(-1)).containsExactly(12L, 13L);
    }

    @Test
    void allRoomIsGivenBackHoweverRowsLeave() {
        beginEmpty();
        youngest.add(rows(1, 8));
        youngest.remove(List.of(rows(1, 1).get(0), rows(5, 5).get(0)));
        after(3);
        youngest.remove(new ArrayList<>(rows(4, 8)));

        assertThat(room.take(1000)).isTrue();
    }
}

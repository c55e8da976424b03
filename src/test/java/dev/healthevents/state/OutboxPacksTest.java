package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxPacksTest extends StateTest {

    private Outbox outbox;
    private OutboxDeliveries deliveries;
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void openOutbox() {
        outbox = new Outbox(database, "file");
        deliveries = outbox.deliveries();
    }

    private void reopen() {
        restart();
        openOutbox();
    }

    private void append(int count) {
        append(count, 10, "lab");
    }

    private void append(int count, int bytes, String source) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), source);
        for (int i = 0; i < count; i++) {
            String id = "event" + sent.size();
            window.append(outbox, new OutboxEvent(id, "Patient/" + sent.size(), new byte[bytes]));
            sent.add(id);
        }
        window.commit();
    }

    private long number(String sql) {
        return database.read(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private long rows() {
        return number("SELECT COUNT(*) FROM outbox");
    }

    private long packs() {
        return number("SELECT COUNT(*) FROM outbox_pack");
    }

    private List<OutboxRow> next(int limit) {
        return deliveries.next(NOON, limit);
    }

    private static List<String> ids(List<OutboxRow> rows) {
        return rows.stream().map(OutboxRow::eventId).toList();
    }

    @Test
    void eventsOfAWindowWaitPacked() {
        append(250);

        assertThat(packs()).isEqualTo(3);
        assertThat(rows()).isZero();
    }

    @Test
    void fewEventsWaitEachByItself() {
        append(9);

        assertThat(packs()).isZero();
        assertThat(rows()).isEqualTo(9);
    }

    @Test
    void aPackHasNoMoreThanSomeKilobytes() {
        append(60, 4_000, "lab");

        assertThat(packs()).isEqualTo(4);
        assertThat(number("SELECT MAX(LENGTH(encoded)) FROM outbox_pack")).isLessThan(OutboxPacks.MOST_BYTES + 4_000);
        reopen();
        assertThat(ids(next(100))).isEqualTo(sent);
    }

    @Test
    void largeEventsWaitEachByItself() {
        append(12, 40_000, "lab");

        assertThat(packs()).isZero();
        assertThat(rows()).isEqualTo(12);
    }

    @Test
    void whatIsDeliveredWholeLeavesNothing() {
        append(250);
        deliveries.delivered(next(1_000));

        assertThat(packs() + rows()).isZero();
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void packedAndSingleEventsComeInOrderAfterARestart() {
        append(3);
        append(150);
        append(5);
        append(20);
        reopen();

        assertThat(outbox.pending()).isEqualTo(178);
        assertThat(ids(next(1_000))).isEqualTo(sent);
    }

    @Test
    void eventsComeAfterARestartInBatchesOfAnySize() {
        append(230);
        reopen();
        List<String> delivered = new ArrayList<>();
        for (List<OutboxRow> rows = next(37); !rows.isEmpty(); rows = next(37)) {
            delivered.addAll(ids(rows));
            deliveries.delivered(rows);
        }

        assertThat(delivered).isEqualTo(sent);
    }

    @Test
    void ofAPackThatIsDeliveredInPartTheRestWaits() {
        append(100);
        deliveries.delivered(next(30));
        reopen();

        assertThat(outbox.pending()).isEqualTo(70);
        assertThat(ids(next(1_000))).isEqualTo(sent.subList(30, 100));
    }

    @Test
    void theBytesOfABatchAreLimitedWithinAPack() {
        append(60, 1_000, "lab");
        reopen();

        assertThat(outbox.first(100, 5_500)).hasSize(5);
    }

    @Test
    void anEventOfAPackCanBePutAside() {
        append(20);
        OutboxRow first = next(1).get(0);
        deliveries.putAside(first, Attempts.NONE.andOneAt(NOON), NOON.plusSeconds(60));
        reopen();

        assertThat(outbox.pending()).isEqualTo(20);
        assertThat(ids(next(100))).isEqualTo(sent.subList(1, 20));
        assertThat(ids(deliveries.next(NOON.plusSeconds(60), 100))).isEqualTo(sent.subList(0, 1));
    }

    @Test
    void eventsOfAPackMayLeaveInAnyOrder() {
        append(120);
        OutboxBySubject bySubject = outbox.bySubject();
        bySubject.settle(NOON);
        List<OutboxRow> rows = new ArrayList<>(bySubject.fresh(110, 1 << 20));
        Collections.shuffle(rows, new Random(1));
        rows.forEach(row -> bySubject.delivered(List.of(row), 1));
        reopen();

        assertThat(outbox.pending()).isEqualTo(10);
        assertThat(ids(next(100))).isEqualTo(sent.subList(110, 120));
    }

    @Test
    void whatIsToldTwiceIsCountedOnce() {
        append(40);
        OutboxBySubject bySubject = outbox.bySubject();
        bySubject.settle(NOON);
        List<OutboxRow> rows = bySubject.fresh(25, 1 << 20);
        bySubject.delivered(rows, 1);
        bySubject.delivered(rows, 1);

        assertThat(outbox.pending()).isEqualTo(15);
    }

    @Test
    void aPackIsOfOneSource() {
        List<OutboxRow> rows = new ArrayList<>();
        IntStream.range(0, 30)
                .forEach(i -> rows.add(new OutboxRow(
                        i + 1,
                        "id" + i,
                        "Patient/" + i,
                        new byte[10],
                        Attempts.NONE,
                        false,
                        i < 15 ? "lab" : "ward",
                        null)));
        database.write(connection -> new OutboxPacks("file", true).write(connection, rows));
        openOutbox();

        assertThat(packs()).isEqualTo(2);
        assertThat(next(100).stream().map(OutboxRow::source))
                .isEqualTo(rows.stream().map(OutboxRow::source).toList());
    }

    @Test
    void packsDoNotReachOverAGap() {
        List<OutboxRow> rows = new ArrayList<>();
        IntStream.range(0, 30)
                .forEach(i -> rows.add(new OutboxRow(
                        i < 12 ? i : i + 5,
                        "id" + i,
                        "Patient/" + i,
                        new byte[10],
                        Attempts.NONE,
                        false,
                        "lab",
                        null)));
        database.write(connection -> new OutboxPacks("file", true).write(connection, rows));
        openOutbox();

        assertThat(next(100))
                .extracting(OutboxRow::position)
                .isEqualTo(rows.stream().map(OutboxRow::position).toList());
    }

    @Test
    void whatASinkLeftPackedIsCountedByEvent() {
        append(130);

        assertThat(Leftovers.find(database, List.of("lab"), List.of()))
                .singleElement()
                .satisfies(found -> assertThat(found.told()).startsWith("130 events to deliver"));
        Leftovers.remove(database, Leftovers.Kind.SINK, "file");
        assertThat(packs()).isZero();
    }

    @Test
    void anotherSinksPacksAreLeftAlone() {
        append(20);
        Outbox other = new Outbox(database, "other");
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        IntStream.range(0, 20)
                .forEach(i -> window.append(other, new OutboxEvent("other" + i, "Patient/1", new byte[3])));
        window.commit();
        deliveries.delivered(next(5));
        deliveries.delivered(next(100));

        assertThat(other.pending()).isEqualTo(20);
        assertThat(other.first(100)).hasSize(20);
        assertThat(packs()).isEqualTo(1);
    }
}

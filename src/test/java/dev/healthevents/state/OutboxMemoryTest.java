package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up lives of an outbox, compared with a list: what it keeps in memory must not be told from what the database has. */
class OutboxMemoryTest extends StateTest {

    private static final int LARGE = 3 << 20;

    private final List<String> waiting = new ArrayList<>();
    private Outbox outbox;
    private OutboxDeliveries deliveries;
    private OutboxBySubject bySubject;
    private int number;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensEventsComeInOrderAndOnce(long seed) throws Exception {
        Random random = new Random(seed);
        openOutbox();
        for (int step = 0; step < 150; step++) {
            switch (random.nextInt(10)) {
                case 0 -> fail(random);
                case 1 -> outbox.doubt();
                case 2 -> begin();
                case 3 -> {
                    restart();
                    openOutbox();
                }
                case 4, 5 -> takeSome(random);
                case 6 -> takeSomeBySubject(random);
                default -> append(random);
            }
        }
        takeAll();

        assertThat(waiting).isEmpty();
        assertThat(outbox.pending()).isZero();
    }

    private void openOutbox() {
        outbox = new Outbox(database, "file");
        begin();
    }

    /** As when a route is loaded anew. */
    private void begin() {
        deliveries = outbox.deliveries();
        bySubject = null;
    }

    private List<OutboxEvent> events(Random random) {
        List<OutboxEvent> events = new ArrayList<>();
        boolean packed = random.nextInt(4) == 0;
        for (int i = packed ? 10 + random.nextInt(150) : random.nextInt(5); i >= 0; i--) {
            int bytes = random.nextInt(40) == 0 ? LARGE : 10;
            events.add(new OutboxEvent("event" + ++number, "s" + number, new byte[bytes]));
        }
        return events;
    }

    private void append(Random random) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (OutboxEvent event : events(random)) {
            window.append(outbox, event);
            waiting.add(event.id());
        }
        window.commit();
    }

    private void fail(Random random) {
        try {
            database.write(connection -> {
                outbox.append(connection, events(random), Timing.NONE);
                throw new SQLException("made up");
            });
        } catch (StateException expected) {
            assertThat(expected).hasMessageContaining("made up");
        }
    }

    private void takeSome(Random random) {
        if (bySubject != null) {
            begin();
        }
        List<OutboxRow> rows = deliveries.next(NOON, 1 + random.nextInt(random.nextBoolean() ? 6 : 300));
        assertThat(ids(rows)).isEqualTo(waiting.subList(0, rows.size()));
        assertThat(rows.isEmpty()).isEqualTo(waiting.isEmpty());
        List<OutboxRow> taken = rows.subList(0, random.nextInt(rows.size() + 1));
        deliveries.delivered(taken);
        waiting.subList(0, taken.size()).clear();
    }

    /** What is handed out may leave in any order. */
    private void takeSomeBySubject(Random random) {
        bySubject = outbox.bySubject();
        bySubject.settle(NOON);
        List<OutboxRow> handedOut = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            List<OutboxRow> rows = bySubject.fresh(1 + random.nextInt(random.nextBoolean() ? 6 : 300), 1 << 20);
            int before = handedOut.size();
            assertThat(ids(rows)).isEqualTo(waiting.subList(before, before + rows.size()));
            handedOut.addAll(rows);
        }
        Collections.shuffle(handedOut, random);
        List<OutboxRow> taken = handedOut.subList(0, random.nextInt(handedOut.size() + 1));
        bySubject.delivered(taken, 1);
        waiting.removeAll(ids(taken));
    }

    private void takeAll() {
        begin();
        for (List<OutboxRow> rows = deliveries.next(NOON, 7); !rows.isEmpty(); rows = deliveries.next(NOON, 7)) {
            assertThat(ids(rows)).isEqualTo(waiting.subList(0, rows.size()));
            deliveries.delivered(rows);
            waiting.subList(0, rows.size()).clear();
        }
    }

    private static List<String> ids(List<OutboxRow> rows) {
        return rows.stream().map(OutboxRow::eventId).toList();
    }
}

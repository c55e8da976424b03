package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteRoomTest extends StateTest {

    private static final int BACKLOG_BYTES = 48 << 20;

    private long bytes() {
        return new File(url().substring(SqliteFile.PREFIX.length())).length();
    }

    private void backlogComesAndGoes() {
        Outbox outbox = new Outbox(database, "file");
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (int i = 0; i < BACKLOG_BYTES >> 16; i++) {
            window.append(outbox, new OutboxEvent("e" + i, "p" + i, new byte[1 << 16]));
        }
        commitAt(window, cursorAt(NOON), null);
        OutboxDeliveries deliveries = outbox.deliveries();
        for (List<OutboxRow> rows = deliveries.next(NOON, 2_000);
                !rows.isEmpty();
                rows = deliveries.next(NOON, 2_000)) {
            deliveries.delivered(rows);
        }
    }

    @Test
    void whatABacklogTookIsGivenBackOnceItIsDeliveredAndNothingHappens() {
        backlogComesAndGoes();
        restart();
        assertThat(bytes()).isGreaterThan(BACKLOG_BYTES);

        await().untilAsserted(() -> {
            database.giveRoomBack(Duration.ofMillis(250));
            assertThat(bytes()).isLessThan(20 << 20);
        });
    }

    @Test
    void nothingIsGivenBackWhileMuchIsWritten() {
        backlogComesAndGoes();
        for (int i = 0; i < 10; i++) {
            execute("DELETE FROM owner WHERE name = 'nobody'");
        }
        long free = free();
        database.giveRoomBack(Duration.ofMillis(250));

        assertThat(free()).isEqualTo(free);
    }

    private long free() {
        return database.read(connection -> {
            try (var row = connection.createStatement().executeQuery("PRAGMA freelist_count")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void aFileOfAnEarlierVersionLearnsIt() throws Exception {
        database.close();
        try (Connection connection = DriverManager.getConnection(url())) {
            connection.createStatement().execute("PRAGMA auto_vacuum = NONE");
            connection.createStatement().execute("VACUUM");
        }
        restart();

        whatABacklogTookIsGivenBackOnceItIsDeliveredAndNothingHappens();
    }
}

package dev.healthevents.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database of its own for each test, to be closed and opened as often as the test wants. */
abstract class StateTest {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration RETENTION = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    StateDatabase database;
    private String url;

    @BeforeEach
    void open() throws Exception {
        url = newDatabase();
        prepare(url);
        database = StateDatabase.open(url, null, null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    String newDatabase() throws Exception {
        return "jdbc:sqlite:" + directory.resolve("state.db");
    }

    /** What becomes of it before it is opened. */
    void prepare(String newUrl) throws Exception {}

    String url() {
        return url;
    }

    void restart() {
        database.close();
        database = StateDatabase.open(url, null, null);
    }

    static Cursor cursorAt(Instant serverTime) {
        return new Cursor(serverTime.minusSeconds(2), serverTime.minusSeconds(100), serverTime, serverTime);
    }

    /** Commits as a tail does; without a retention, as what is never read again. */
    static void commitAt(WindowTransaction window, Cursor cursor, Duration retention) {
        window.save(cursor);
        Instant at = cursor.serverTime();
        if (retention == null) {
            window.commit(at, List.of(), Instant.EPOCH);
        } else {
            window.commit(at, window.announced(), at.minus(retention));
        }
    }

    static UUID id(long number) {
        return new UUID(number * 0x9E3779B97F4A7C15L, ~number);
    }

    static OutboxEvent event(long number) {
        String json = "{\"id\":\"" + id(number) + "\"}";
        return new OutboxEvent(id(number).toString(), "Patient/" + number, json.getBytes(StandardCharsets.UTF_8));
    }

    void execute(String sql) {
        database.write(connection -> connection.createStatement().execute(sql));
    }
}

package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The cursors of all sources. */
public final class Cursors {

    private final StateDatabase database;

    public Cursors(StateDatabase database) {
        this.database = database;
    }

    /**
     * @param source its name in the configuration
     * @return where it stands, or nothing if it was never read
     */
    public Optional<Cursor> find(String source) {
        return database.read(connection -> {
            String sql = """
                    SELECT position, floor, server_time, swept, settled, our_time, known, silence, clocks_known, slowest,
                        our_count
                    FROM source_cursor WHERE source = ?
                    """;
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(cursor(row)) : Optional.empty();
                }
            }
        });
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        return new Cursor(
                instant(row, 1),
                instant(row, 2),
                instant(row, 3),
                instant(row, 4),
                instant(row, 5),
                instant(row, 6),
                instant(row, 7),
                new HeardClocks(
                        Duration.ofMillis(row.getLong(8)), duration(row, 9), duration(row, 10), millis(row, 11)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        Long millis = millis(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static Duration duration(ResultSet row, int column) throws SQLException {
        Long millis = millis(row, column);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static Long millis(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : millis;
    }

    static void save(Connection connection, String source, Cursor cursor) throws SQLException {
        String sql = """
                INSERT INTO source_cursor (source, position, floor, server_time, swept, settled, our_time, known,
                    silence, clocks_known, slowest, our_count)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET
                    position = excluded.position, floor = excluded.floor, server_time = excluded.server_time,
                    swept = excluded.swept, settled = excluded.settled, our_time = excluded.our_time,
                    known = excluded.known, silence = excluded.silence,
                    clocks_known = excluded.clocks_known, slowest = excluded.slowest, our_count = excluded.our_count
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, source);
            set(upsert, 2, cursor.position());
            set(upsert, 3, cursor.floor());
            set(upsert, 4, cursor.serverTime());
            set(upsert, 5, cursor.swept());
            set(upsert, 6, cursor.settled());
            set(upsert, 7, cursor.ourTime());
            set(upsert, 8, cursor.known());
            set(upsert, 9, cursor.clocks().silence());
            set(upsert, 10, cursor.clocks().known());
            set(upsert, 11, cursor.clocks().slowest());
            set(upsert, 12, cursor.clocks().count());
            upsert.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int parameter, Instant time) throws SQLException {
        set(statement, parameter, time == null ? null : time.toEpochMilli());
    }

    private static void set(PreparedStatement statement, int parameter, Duration duration) throws SQLException {
        set(statement, parameter, duration == null ? null : duration.toMillis());
    }

    private static void set(PreparedStatement statement, int parameter, Long millis) throws SQLException {
        if (millis == null) {
            statement.setNull(parameter, Types.BIGINT);
        } else {
            statement.setLong(parameter, millis);
        }
    }
}

package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            String sql = "SELECT position, floor, server_time, swept FROM source_cursor WHERE source = ?";
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
                Instant.ofEpochMilli(row.getLong(1)),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)));
    }

    static void save(Connection connection, String source, Cursor cursor) throws SQLException {
        String sql = """
                INSERT INTO source_cursor (source, position, floor, server_time, swept) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET
                    position = excluded.position, floor = excluded.floor, server_time = excluded.server_time,
                    swept = excluded.swept
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, source);
            upsert.setLong(2, cursor.position().toEpochMilli());
            upsert.setLong(3, cursor.floor().toEpochMilli());
            upsert.setLong(4, cursor.serverTime().toEpochMilli());
            upsert.setLong(5, cursor.swept().toEpochMilli());
            upsert.executeUpdate();
        }
    }
}

package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All dead letters. */
public final class DeadLetters {

    private final StateDatabase database;

    public DeadLetters(StateDatabase database) {
        this.database = database;
    }

    /**
     * The newest dead letters, newest first.
     *
     * @param limit how many at the most
     */
    public List<DeadLetter> newest(int limit) {
        return database.read(connection -> {
            String sql = "SELECT id, stage, source, at, reason, entry FROM dead_letter ORDER BY at DESC, id LIMIT ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setInt(1, limit);
                try (ResultSet row = select.executeQuery()) {
                    List<DeadLetter> letters = new ArrayList<>();
                    while (row.next()) {
                        letters.add(deadLetter(row));
                    }
                    return letters;
                }
            }
        });
    }

    /** How many dead letters of this source there are. */
    public long count(String source) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT COUNT(*) FROM dead_letter WHERE source = ?")) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getString(6));
    }

    /** PostgreSQL takes no zero character in a text, and one window that can't be committed would hold up all others. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    static void write(Connection connection, List<DeadLetter> letters) throws SQLException {
        String sql = """
                INSERT INTO dead_letter (id, stage, source, at, reason, entry) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id, stage) DO NOTHING
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (DeadLetter letter : letters) {
                insert.setString(1, letter.id());
                insert.setString(2, letter.stage());
                insert.setString(3, letter.source());
                insert.setLong(4, letter.at().toEpochMilli());
                insert.setString(5, storable(letter.reason()));
                insert.setString(6, storable(letter.entry()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}

package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The backlogs of all sources. */
public final class Backlogs {

    private final StateDatabase database;

    public Backlogs(StateDatabase database) {
        this.database = database;
    }

    /** The backlogs of a source that are not done, oldest first. */
    public List<Backlog> find(String source) {
        return database.read(connection -> {
            String sql = "SELECT began, until, position, known_until FROM backlog WHERE source = ? ORDER BY until";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    List<Backlog> backlogs = new ArrayList<>();
                    while (row.next()) {
                        backlogs.add(new Backlog(
                                Instant.ofEpochMilli(row.getLong(1)),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                Instant.ofEpochMilli(row.getLong(4))));
                    }
                    return backlogs;
                }
            }
        });
    }

    static void save(Connection connection, String source, Backlog backlog) throws SQLException {
        if (backlog.done()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM backlog WHERE source = ? AND until = ?")) {
                delete.setString(1, source);
                delete.setLong(2, backlog.until().toEpochMilli());
                delete.executeUpdate();
            }
            return;
        }
        String sql = """
                INSERT INTO backlog (source, began, until, position, known_until) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (source, until) DO UPDATE SET
                    position = excluded.position, known_until = excluded.known_until
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, source);
            upsert.setLong(2, backlog.began().toEpochMilli());
            upsert.setLong(3, backlog.until().toEpochMilli());
            upsert.setLong(4, backlog.position().toEpochMilli());
            upsert.setLong(5, backlog.knownUntil().toEpochMilli());
            upsert.executeUpdate();
        }
    }
}

package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** By what each source's feed is known again, should it go backwards while nobody looks. */
public final class FeedMarks {

    private final StateDatabase database;

    public FeedMarks(StateDatabase database) {
        this.database = database;
    }

    /**
     * @param source its name in the configuration
     * @return what its feed told last, or nothing if it never did
     */
    public Optional<String> find(String source) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT mark FROM feed_mark WHERE source = ?")) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    static void save(Connection connection, String source, String mark) throws SQLException {
        String sql = """
                INSERT INTO feed_mark (source, mark) VALUES (?, ?)
                ON CONFLICT (source) DO UPDATE SET mark = excluded.mark
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, source);
            upsert.setString(2, mark);
            upsert.executeUpdate();
        }
    }
}

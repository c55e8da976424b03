package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copies of the integration team's route files as they worked last. */
public final class RouteFileCopies {

    /** Characters of all files together; more are no routes that somebody wrote. */
    public static final int MOST = 4_194_304;

    /** Of the row that says that there was a set of files that worked, be it an empty one. */
    private static final String ANY = "";

    private final StateDatabase database;

    public RouteFileCopies(StateDatabase database) {
        this.database = database;
    }

    /**
     * @return the contents by the files' names; nothing if none were ever kept
     * @throws StateException if the database refuses it
     */
    public Optional<Map<String, String>> find() {
        return database.read(connection -> {
            Map<String, String> files = new TreeMap<>();
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("SELECT name, content FROM route_file")) {
                while (rows.next()) {
                    files.put(rows.getString(1), rows.getString(2));
                }
            }
            return files.remove(ANY) == null ? Optional.empty() : Optional.of(files);
        });
    }

    /**
     * Keeps these in place of those before.
     *
     * @param files contents by names
     * @return whether they are kept; not if they are too large, and then none are
     * @throws StateException if the database refuses it
     */
    public boolean keep(Map<String, String> files) {
        boolean fit = files.values().stream().mapToLong(String::length).sum() <= MOST;
        return database.write(connection -> {
            try (Statement delete = connection.createStatement()) {
                delete.executeUpdate("DELETE FROM route_file");
            }
            if (fit) {
                Map<String, String> rows = new TreeMap<>(files);
                rows.put(ANY, "");
                insert(connection, rows);
            }
            return fit;
        });
    }

    private static void insert(Connection connection, Map<String, String> rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO route_file (name, content) VALUES (?, ?)")) {
            for (Map.Entry<String, String> row : rows.entrySet()) {
                insert.setString(1, row.getKey());
                insert.setString(2, row.getValue());
                insert.executeUpdate();
            }
        }
    }
}

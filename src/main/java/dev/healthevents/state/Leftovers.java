package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a state store holds of a source or a sink, row by row: of one that is not configured nobody will ask again, and
 * nobody but its owner can tell whether it comes back.
 *
 * @param kind what it is
 * @param name its name in the configuration that there was
 * @param rows how many, by what they are; none of those of which there are none
 */
public record Leftovers(Kind kind, String name, Map<String, Long> rows) {

    /** What has rows of its own. */
    public enum Kind {
        SOURCE("source"),
        SINK("sink");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * @param others a condition, or empty, by which rows of a table are this kind's
     * @param count how many there are of what people know
     */
    private record Table(Kind kind, String name, String what, String others, String count) {

        Table(Kind kind, String name, String what, String others) {
            this(kind, name, what, others, "COUNT(*)");
        }
    }

    private static final List<Table> TABLES = List.of(
            new Table(Kind.SOURCE, "source_cursor", "position", ""),
            new Table(Kind.SOURCE, "backlog", "backlogs", ""),
            new Table(Kind.SOURCE, "seen", "windows of seen ids", "source NOT LIKE '% %'"),
            new Table(Kind.SOURCE, "feed_mark", "mark of its feed", ""),
            new Table(Kind.SOURCE, "orthanc_source", "epoch of an Orthanc", ""),
            new Table(Kind.SOURCE, "orthanc_instance", "instances of an Orthanc", ""),
            new Table(Kind.SOURCE, "orthanc_own_number", "numbers given to an Orthanc", ""),
            new Table(Kind.SOURCE, "dicomweb_source", "epoch of a DICOMweb server", ""),
            new Table(Kind.SOURCE, "dicomweb_study", "studies of a DICOMweb server", ""),
            new Table(Kind.SOURCE, "replay", "replays", ""),
            new Table(Kind.SOURCE, "dead_letter", "dead letters", "sink = ''"),
            new Table(Kind.SINK, "outbox", "events to deliver", ""),
            new Table(Kind.SINK, "outbox_pack", "events to deliver", "", "COALESCE(SUM(events), 0)"),
            new Table(Kind.SINK, "waiting", "events put aside", ""),
            new Table(Kind.SINK, "outbox_arrival", "times of arrival", ""),
            new Table(Kind.SINK, "dead_letter", "dead letters", "sink <> ''"));

    /** The tables that are looked into. */
    static Set<String> tables() {
        Set<String> names = new TreeSet<>();
        TABLES.forEach(table -> names.add(table.name()));
        return names;
    }

    /**
     * Of all sources and sinks but those that are configured.
     *
     * @throws StateException if the database refuses it
     */
    public static List<Leftovers> find(StateDatabase database, Collection<String> sources, Collection<String> sinks) {
        return database.read(connection -> find(connection, sources, sinks));
    }

    /** A store that an older version wrote may lack some of the tables. */
    static List<Leftovers> find(Connection connection, Collection<String> sources, Collection<String> sinks)
            throws SQLException {
        List<Leftovers> found = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Set<String> names = new TreeSet<>();
            for (Table table : present(connection, kind)) {
                names.addAll(names(connection, table));
            }
            names.removeAll(kind == Kind.SOURCE ? sources : sinks);
            for (String name : names) {
                found.add(of(connection, kind, name));
            }
        }
        return found;
    }

    private static List<Table> present(Connection connection, Kind kind) throws SQLException {
        List<Table> present = new ArrayList<>();
        for (Table table : TABLES) {
            try (ResultSet columns =
                    connection.getMetaData().getColumns(null, connection.getSchema(), table.name(), kind.word)) {
                if (table.kind() == kind && columns.next()) {
                    present.add(table);
                }
            }
        }
        return present;
    }

    /** From name to name by the index: some of these tables have millions of rows. */
    private static Set<String> names(Connection connection, Table table) throws SQLException {
        Set<String> names = new TreeSet<>();
        String sql = "SELECT MIN(%1$s) FROM %2$s WHERE %1$s > ?".formatted(table.kind(), table.name()) + also(table);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (Optional<String> name = next(select, ""); name.isPresent(); name = next(select, name.get())) {
                names.add(name.get());
            }
        }
        return names;
    }

    private static Optional<String> next(PreparedStatement select, String after) throws SQLException {
        select.setString(1, after);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    private static String also(Table table) {
        return table.others().isEmpty() ? "" : " AND " + table.others();
    }

    private static Leftovers of(Connection connection, Kind kind, String name) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Table table : present(connection, kind)) {
            String sql = "SELECT " + table.count() + " FROM " + table.name() + " WHERE " + kind + " = ?" + also(table);
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (row.getLong(1) > 0) {
                        rows.merge(table.what(), row.getLong(1), Long::sum);
                    }
                }
            }
        }
        return new Leftovers(kind, name, rows);
    }

    /**
     * Removes all that the store holds of it.
     *
     * @return what that was
     * @throws StateException if the database refuses it; nothing has gone then
     */
    public static Leftovers remove(StateDatabase database, Kind kind, String name) {
        return database.write(connection -> {
            Leftovers found = of(connection, kind, name);
            if (kind == Kind.SOURCE) {
                removeIdsOfReplays(connection, name);
            }
            for (Table table : TABLES) {
                if (table.kind() == kind) {
                    String sql = "DELETE FROM " + table.name() + " WHERE " + kind + " = ?" + also(table);
                    try (PreparedStatement delete = connection.prepareStatement(sql)) {
                        delete.setString(1, name);
                        delete.executeUpdate();
                    }
                }
            }
            return found;
        });
    }

    private static void removeIdsOfReplays(Connection connection, String source) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM replay WHERE source = ?")) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SeenIds.deleteAll(connection, Replay.memory(row.getString(1)));
                }
            }
        }
    }

    /** What there is, for people: {@code 1 position, 3 dead letters}. */
    public String told() {
        List<String> parts = new ArrayList<>();
        rows.forEach((what, count) -> parts.add(count + " " + what));
        return String.join(", ", parts);
    }
}

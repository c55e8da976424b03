package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** The rows of a sink that are put aside, in the transaction of whoever calls. */
final class WaitingRows {

    private static final String COLUMNS =
            "SELECT position, event_id, subject, event, attempts, first_at, last_at, waited, source, changed_at FROM waiting";

    private WaitingRows() {}

    /** Those whose time has come, in order: so many and so many bytes of them at the most, at least one. */
    static List<OutboxRow> due(Connection connection, String sink, Instant now, int limit, long bytes)
            throws SQLException {
        String sizes = """
                SELECT OCTET_LENGTH(event) FROM waiting WHERE sink = ? AND next_at <= ? ORDER BY position LIMIT ?
                """;
        try (PreparedStatement select = connection.prepareStatement(sizes)) {
            select.setString(1, sink);
            select.setLong(2, now.toEpochMilli());
            select.setInt(3, limit);
            return due(connection, sink, now, ByteLimit.rows(select, bytes));
        }
    }

    private static List<OutboxRow> due(Connection connection, String sink, Instant now, int limit) throws SQLException {
        String sql = COLUMNS + " WHERE sink = ? AND next_at <= ? ORDER BY position LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setLong(2, now.toEpochMilli());
            select.setInt(3, limit);
            List<OutboxRow> rows = new ArrayList<>();
            read(select, rows);
            return rows;
        }
    }

    /**
     * Those whose time has come and that nobody knows yet, in order: so many and so many bytes of them at the most, at
     * least one.
     *
     * @param known how many of them are known already
     */
    static List<OutboxRow> due(
            Connection connection, String sink, Instant now, int limit, long bytes, int known, LongPredicate isKnown)
            throws SQLException {
        List<Long> positions = new ArrayList<>();
        String sql = """
                SELECT position, OCTET_LENGTH(event) AS size FROM waiting WHERE sink = ? AND next_at <= ?
                ORDER BY position LIMIT ?
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setLong(2, now.toEpochMilli());
            select.setInt(3, limit + known);
            try (ResultSet row = select.executeQuery()) {
                long left = bytes;
                while (row.next() && positions.size() < limit && (left > 0 || positions.isEmpty())) {
                    if (!isKnown.test(row.getLong("position"))) {
                        left -= row.getLong("size");
                        if (left >= 0 || positions.isEmpty()) {
                            positions.add(row.getLong("position"));
                        }
                    }
                }
            }
        }
        return at(connection, sink, positions);
    }

    private static List<OutboxRow> at(Connection connection, String sink, List<Long> positions) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE sink = ? AND position = ?")) {
            for (long position : positions) {
                select.setString(1, sink);
                select.setLong(2, position);
                read(select, rows);
            }
        }
        return rows;
    }

    private static void read(PreparedStatement select, List<OutboxRow> rows) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new OutboxRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBytes(4),
                        attempts(row),
                        true,
                        row.getString("source"),
                        instant(row, "changed_at")));
            }
        }
    }

    private static Attempts attempts(ResultSet row) throws SQLException {
        return new Attempts(
                row.getInt("attempts"),
                instant(row, "first_at"),
                instant(row, "last_at"),
                Duration.ofMillis(row.getLong("waited")));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** When the next one's time comes, or {@code null} if none waits for a time. */
    static Instant nextDue(Connection connection, String sink) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT MIN(next_at) AS next_at FROM waiting WHERE sink = ?")) {
            select.setString(1, sink);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return instant(row, "next_at");
            }
        }
    }

    /** When the next one's time comes after now, or {@code null} if none waits for a time to come. */
    static Instant nextDueAfter(Connection connection, String sink, Instant now) throws SQLException {
        String sql = "SELECT MIN(next_at) AS next_at FROM waiting WHERE sink = ? AND next_at > ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setLong(2, now.toEpochMilli());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return instant(row, "next_at");
            }
        }
    }

    /** How many have a time of their own, of each subject one: what they wait for is no other event. */
    static long putAside(Connection connection, String sink) throws SQLException {
        String sql = "SELECT COUNT(*) FROM waiting WHERE sink = ? AND next_at > 0";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static Set<String> subjects(Connection connection, String sink) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT DISTINCT subject FROM waiting WHERE sink = ?")) {
            select.setString(1, sink);
            try (ResultSet row = select.executeQuery()) {
                Set<String> subjects = new HashSet<>();
                while (row.next()) {
                    subjects.add(row.getString(1));
                }
                return subjects;
            }
        }
    }

    static boolean holds(Connection connection, String sink, String subject) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM waiting WHERE sink = ? AND subject = ? LIMIT 1")) {
            select.setString(1, sink);
            select.setString(2, subject);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** @param next when it is offered again, or {@code null}: when what it follows is delivered or given up */
    static void save(Connection connection, String sink, Collection<OutboxRow> rows, Instant next) throws SQLException {
        String sql = """
                INSERT INTO waiting (sink, position, event_id, subject, event, attempts, first_at, last_at, next_at, changed_at,
                    waited, source)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (sink, position) DO UPDATE SET
                    attempts = excluded.attempts, first_at = excluded.first_at, last_at = excluded.last_at,
                    next_at = excluded.next_at, waited = excluded.waited
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (OutboxRow row : rows) {
                upsert.setString(1, sink);
                upsert.setLong(2, row.position());
                upsert.setString(3, row.eventId());
                upsert.setString(4, row.subject());
                upsert.setBytes(5, row.event());
                upsert.setInt(6, row.attempts().count());
                set(upsert, 7, row.attempts().first());
                set(upsert, 8, row.attempts().last());
                set(upsert, 9, next);
                set(upsert, 10, row.changed());
                upsert.setLong(11, row.attempts().waited().toMillis());
                upsert.setString(12, row.origin());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** @return how many there were */
    static int delete(Connection connection, String sink, Collection<OutboxRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM waiting WHERE sink = ? AND position = ?")) {
            for (OutboxRow row : rows) {
                delete.setString(1, sink);
                delete.setLong(2, row.position());
                delete.addBatch();
            }
            return IntStream.of(delete.executeBatch()).sum();
        }
    }

    static void set(PreparedStatement statement, int parameter, Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(parameter, Types.BIGINT);
        } else {
            statement.setLong(parameter, instant.toEpochMilli());
        }
    }

    /** Has what follows a row of the same subject wait for it. */
    static void hold(Connection connection, String sink, OutboxRow before) throws SQLException {
        String sql = "UPDATE waiting SET next_at = NULL WHERE sink = ? AND subject = ? AND position > ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sink);
            update.setString(2, before.subject());
            update.setLong(3, before.position());
            update.executeUpdate();
        }
    }

    /** Has a row wait for those before it of the same subject. */
    static void holdOne(Connection connection, String sink, OutboxRow row) throws SQLException {
        String sql = "UPDATE waiting SET next_at = NULL WHERE sink = ? AND position = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sink);
            update.setLong(2, row.position());
            update.executeUpdate();
        }
    }

    /** Has what waited for a row of its subject offered next, whatever the clock says. */
    static void release(Connection connection, String sink, String subject) throws SQLException {
        String sql = "UPDATE waiting SET next_at = 0 WHERE sink = ? AND subject = ? AND next_at IS NULL";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sink);
            update.setString(2, subject);
            update.executeUpdate();
        }
    }

    /** Has the first rows of a subject offered next, so many of them; those that have a time of their own keep it. */
    static void releaseFirst(Connection connection, String sink, String subject, int count) throws SQLException {
        String sql = """
                UPDATE waiting SET next_at = 0 WHERE sink = ? AND next_at IS NULL AND position IN (
                    SELECT position FROM waiting WHERE sink = ? AND subject = ? ORDER BY position LIMIT ?)
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sink);
            update.setString(2, sink);
            update.setString(3, subject);
            update.setInt(4, count);
            update.executeUpdate();
        }
    }

    /** Has all rows but the first of each subject wait for that one. */
    static void holdFollowing(Connection connection, String sink) throws SQLException {
        String sql = """
                UPDATE waiting SET next_at = NULL WHERE sink = ? AND next_at IS NOT NULL AND position NOT IN (
                    SELECT MIN(position) FROM waiting WHERE sink = ? GROUP BY subject)
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sink);
            update.setString(2, sink);
            update.executeUpdate();
        }
    }

    /** Has offered next what was put aside at a time that is still to come: our clock was set back since. */
    static void offerThoseOfTheFuture(Connection connection, String sink, Instant now) throws SQLException {
        String sql = "UPDATE waiting SET next_at = 0 WHERE sink = ? AND next_at > ? AND last_at > ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, sink);
            update.setLong(2, now.toEpochMilli());
            update.setLong(3, now.toEpochMilli());
            update.executeUpdate();
        }
    }
}

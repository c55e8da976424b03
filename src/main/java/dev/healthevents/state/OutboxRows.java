package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a sink that are not put aside, in the transaction of whoever calls. */
final class OutboxRows {

    private static final int TOGETHER = 25;

    /** SQLite reads both tables by their keys, side by side, for as long as there is somebody who reads on; parameters as in {@link #LIMITED}. */
    private static final String IN_ORDER = """
            SELECT position, event_id, subject, event, source, changed_at, 0 AS events FROM outbox
            WHERE sink = ?1 AND position > ?2
            UNION ALL
            SELECT last, NULL, NULL, encoded, source, NULL, events FROM outbox_pack
            WHERE sink = ?4 AND last > ?5
            ORDER BY 1 LIMIT ?7
            """;

    /** PostgreSQL would read and sort all of both tables, were not each limited by itself. */
    static final String LIMITED = """
            SELECT * FROM (
                SELECT position, event_id, subject, event, source, changed_at, 0 AS events FROM outbox
                WHERE sink = ? AND position > ? ORDER BY position LIMIT ?) AS single
            UNION ALL SELECT * FROM (
                SELECT last, CAST(NULL AS TEXT), CAST(NULL AS TEXT), encoded, source, CAST(NULL AS BIGINT), events
                FROM outbox_pack WHERE sink = ? AND last > ? ORDER BY last LIMIT ?) AS packed
            ORDER BY 1 LIMIT ?
            """;

    static final String SIZES = """
            SELECT * FROM (
                SELECT OCTET_LENGTH(event) AS bytes, 1 AS events, position FROM outbox
                WHERE sink = ? AND position > ? ORDER BY position LIMIT ?) AS single
            UNION ALL SELECT * FROM (
                SELECT OCTET_LENGTH(encoded), events, last FROM outbox_pack
                WHERE sink = ? AND last > ? ORDER BY last LIMIT ?) AS packed
            ORDER BY 3 LIMIT ?
            """;

    private OutboxRows() {}

    /** Those after a position, packed or not, in order: so many and so many bytes of them at the most, at least one. */
    static List<OutboxRow> after(Connection connection, String sink, long position, int limit, long bytes)
            throws SQLException {
        return after(connection, IN_ORDER, sink, position, limit, limit, bytes);
    }

    /** @param read how many rows of tables to read at the most */
    private static List<OutboxRow> after(
            Connection connection, String sql, String sink, long position, int read, int limit, long bytes)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            set(select, sink, position, read);
            try (ResultSet row = select.executeQuery()) {
                List<OutboxRow> rows = new ArrayList<>();
                long left = bytes;
                while (left > 0 && rows.size() < limit && row.next()) {
                    for (OutboxRow next : rows(row)) {
                        if (next.position() <= position) {
                            continue;
                        }
                        left -= next.bytes();
                        if (rows.size() == limit || left < 0 && !rows.isEmpty()) {
                            return rows;
                        }
                        rows.add(next);
                    }
                }
                return rows;
            }
        }
    }

    static void set(PreparedStatement select, String sink, long position, int limit) throws SQLException {
        select.setString(1, sink);
        select.setLong(2, position);
        select.setInt(3, limit);
        select.setString(4, sink);
        select.setLong(5, position);
        select.setInt(6, limit);
        select.setInt(7, limit);
    }

    private static List<OutboxRow> rows(ResultSet row) throws SQLException {
        long position = row.getLong("position");
        byte[] event = row.getBytes("event");
        String origin = row.getString("source");
        int packed = row.getInt("events");
        return packed > 0
                ? PackedRows.unpacked(event, position, packed, origin)
                : List.of(new OutboxRow(
                        position,
                        row.getString("event_id"),
                        row.getString("subject"),
                        event,
                        Attempts.NONE,
                        false,
                        origin,
                        WaitingRows.instant(row, "changed_at")));
    }

    /** As {@link #after}, for a driver that fetches all rows that a statement finds. */
    static List<OutboxRow> measuredAfter(Connection connection, String sink, long position, int limit, long bytes)
            throws SQLException {
        try (PreparedStatement sizes = connection.prepareStatement(SIZES)) {
            set(sizes, sink, position, limit);
            return after(connection, LIMITED, sink, position, ByteLimit.rows(sizes, bytes, limit), limit, bytes);
        }
    }

    /**
     * Many in one statement: to run one takes a driver as long as to hand it a row.
     *
     * @param numbered whether parameters have numbers, so that what is the same in each row is handed over once
     */
    static void insert(Connection connection, String sink, List<OutboxRow> rows, boolean numbered) throws SQLException {
        boolean same =
                rows.stream().allMatch(row -> row.origin().equals(rows.get(0).origin()));
        int together = rows.size() / TOGETHER * TOGETHER;
        insert(connection, sink, rows.subList(0, together), TOGETHER, numbered && same);
        insert(connection, sink, rows.subList(together, rows.size()), 1, numbered && same);
    }

    private static void insert(Connection connection, String sink, List<OutboxRow> rows, int together, boolean numbered)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "INSERT INTO outbox (sink, source, position, event_id, subject, event, changed_at) VALUES "
                + String.join(
                        ", ",
                        Collections.nCopies(together, numbered ? "(?1, ?2, ?, ?, ?, ?, ?)" : "(?, ?, ?, ?, ?, ?, ?)"));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int first = 0; first < rows.size(); first += together) {
                int before = 0;
                for (OutboxRow row : rows.subList(first, first + together)) {
                    if (before == 0 || !numbered) {
                        insert.setString(before + 1, sink);
                        insert.setString(before + 2, row.origin());
                        before += 2;
                    }
                    set(insert, before, row);
                    before += 5;
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void set(PreparedStatement insert, int before, OutboxRow row) throws SQLException {
        insert.setLong(before + 1, row.position());
        insert.setString(before + 2, row.eventId());
        insert.setString(before + 3, row.subject());
        insert.setBytes(before + 4, row.event());
        WaitingRows.set(insert, before + 5, row.changed());
    }

    /**
     * Deletes rows, those that follow each other at once.
     *
     * @return how many there were
     */
    static int delete(Connection connection, String sink, Collection<OutboxRow> rows) throws SQLException {
        long[] positions =
                rows.stream().mapToLong(OutboxRow::position).sorted().distinct().toArray();
        String sql = "DELETE FROM outbox WHERE sink = ? AND position BETWEEN ? AND ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (int first = 0, last; first < positions.length; first = last + 1) {
                last = first;
                while (last + 1 < positions.length && positions[last + 1] == positions[last] + 1) {
                    last++;
                }
                delete.setString(1, sink);
                delete.setLong(2, positions[first]);
                delete.setLong(3, positions[last]);
                delete.addBatch();
            }
            return IntStream.of(delete.executeBatch()).sum();
        }
    }
}

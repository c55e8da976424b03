package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of a sink that are not put aside, in the transaction of whoever calls. */
final class OutboxRows {

    private static final int TOGETHER = 25;

    private OutboxRows() {}

    /** Those after a position, in order: so many and so many bytes of them at the most, at least one. */
    static List<OutboxRow> after(Connection connection, String sink, long position, int limit, long bytes)
            throws SQLException {
        String sql = """
                SELECT position, event_id, subject, event, source, changed_at FROM outbox
                WHERE sink = ? AND position > ? ORDER BY position LIMIT ?
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setLong(2, position);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                List<OutboxRow> rows = new ArrayList<>();
                long left = bytes;
                while (left > 0 && row.next()) {
                    byte[] event = row.getBytes("event");
                    left -= event.length;
                    if (left < 0 && !rows.isEmpty()) {
                        break;
                    }
                    rows.add(new OutboxRow(
                            row.getLong("position"),
                            row.getString("event_id"),
                            row.getString("subject"),
                            event,
                            Attempts.NONE,
                            false,
                            row.getString("source"),
                            WaitingRows.instant(row, "changed_at")));
                }
                return rows;
            }
        }
    }

    /** As {@link #after}, for a driver that fetches all rows that a statement finds. */
    static List<OutboxRow> measuredAfter(Connection connection, String sink, long position, int limit, long bytes)
            throws SQLException {
        String sql = "SELECT OCTET_LENGTH(event) FROM outbox WHERE sink = ? AND position > ? ORDER BY position LIMIT ?";
        try (PreparedStatement sizes = connection.prepareStatement(sql)) {
            sizes.setString(1, sink);
            sizes.setLong(2, position);
            sizes.setInt(3, limit);
            return after(connection, sink, position, ByteLimit.rows(sizes, bytes), Long.MAX_VALUE);
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
}

package dev.healthevents.state;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keeps what is read at once within a number of bytes. Rows are measured before any is read: PostgreSQL's driver keeps
 * what it fetches in memory, and a route may have made an event a thousand times larger than the one before it.
 */
final class ByteLimit {

    private ByteLimit() {}

    /**
     * How many of the first rows stay within a number of bytes; at least one, where there is one.
     *
     * @param sizes asks for the bytes of each row in the order in which they will be read
     */
    static int rows(PreparedStatement sizes, long bytes) throws SQLException {
        return rows(sizes, bytes, Long.MAX_VALUE, row -> 1);
    }

    /**
     * The same where a row may have several events, of which a number is enough.
     *
     * @param sizes asks for the bytes of each row, and for how many events it has
     */
    static int rows(PreparedStatement sizes, long bytes, long enough) throws SQLException {
        return rows(sizes, bytes, enough, row -> row.getLong(2));
    }

    private interface Events {
        long of(ResultSet row) throws SQLException;
    }

    private static int rows(PreparedStatement sizes, long bytes, long enough, Events events) throws SQLException {
        try (ResultSet row = sizes.executeQuery()) {
            int rows = 0;
            long total = 0;
            for (long found = 0; found < enough && row.next(); found += events.of(row)) {
                total += row.getLong(1);
                if (rows > 0 && total > bytes) {
                    break;
                }
                rows++;
            }
            return rows;
        }
    }
}

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
        try (ResultSet size = sizes.executeQuery()) {
            int rows = 0;
            long total = 0;
            while (size.next()) {
                total += size.getLong(1);
                if (rows > 0 && total > bytes) {
                    break;
                }
                rows++;
            }
            return rows;
        }
    }
}

package dev.healthevents.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Gives room in an SQLite file back to the disk that nothing needs any more, some pages at a time.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_auto_vacuum">SQLite, auto_vacuum</a>
 */
final class SqliteRoom {

    private static final int INCREMENTAL = 2;

    /** What is used of a file that is converted at the start: it is written anew, which takes a second. */
    private static final long CONVERTED_BYTES = 64 << 20;

    /** Free pages that stay: the next events need not ask the disk for room. */
    private static final long KEPT_BYTES = 16 << 20;

    private SqliteRoom() {}

    /** Has a file be one that can shrink, if it is new or little of it is used. A file that is none is left alone. */
    static void prepare(Path file) {
        try (Connection connection = DriverManager.getConnection(SqliteFile.PREFIX + file);
                Statement statement = connection.createStatement()) {
            long used = number(statement, "page_count") - number(statement, "freelist_count");
            boolean little = used * number(statement, "page_size") <= CONVERTED_BYTES;
            if (number(statement, "auto_vacuum") != INCREMENTAL && little) {
                statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
                statement.execute("VACUUM");
            }
        } catch (SQLException e) {
            // Who opens it next says what is wrong with it; without room for a copy it stays as it is.
        }
    }

    /**
     * Gives some pages back, in the transaction of whoever calls.
     *
     * @return whether there are more to give back
     */
    static boolean give(Connection connection, int pages) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "auto_vacuum") != INCREMENTAL || spare(statement) <= 0) {
                return false;
            }
            // As an update, which the driver runs to its end: each step of a query gives back one page.
            statement.executeUpdate("PRAGMA incremental_vacuum(" + pages + ")");
            return spare(statement) > 0;
        }
    }

    /** Takes what is in the write-ahead log over into the file, as far as no reader still needs it; nobody waits. */
    static void takeOverLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)").close();
        }
    }

    private static long spare(Statement statement) throws SQLException {
        return number(statement, "freelist_count") - KEPT_BYTES / number(statement, "page_size");
    }

    private static long number(Statement statement, String pragma) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            row.next();
            return row.getLong(1);
        }
    }
}

package dev.healthevents.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;

/**
 * The database that holds what must survive a crash.
 *
 * <p>Writing transactions take turns: SQLite has one writer at a time anyway, and waiting here is fair and cheap where
 * waiting in SQLite is neither.
 */
public final class StateDatabase implements AutoCloseable {

    private final HikariDataSource connections;
    private final AutoCloseable ownership;
    private final ReentrantLock writing = new ReentrantLock(true);

    private StateDatabase(HikariDataSource connections, AutoCloseable ownership) {
        this.connections = connections;
        this.ownership = ownership;
    }

    /**
     * Opens the database and brings its schema up to date.
     *
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:…}
     * @param username database user, or {@code null} where the URL or the file needs none
     * @param password its password, or {@code null}
     * @throws StateException if it can't be opened, or another process has it open
     */
    public static StateDatabase open(String url, String username, String password) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("state");
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(1);
        AutoCloseable ownership = () -> {};
        if (url.startsWith("jdbc:sqlite:")) {
            SqliteFile file = SqliteFile.of(url);
            ownership = file.own();
            pool.setDataSource(file.dataSource());
        } else if (url.startsWith("jdbc:postgresql:")) {
            pool.setJdbcUrl(url);
            pool.setUsername(username);
            pool.setPassword(password);
        } else {
            throw new StateException("it begins neither with jdbc:sqlite: nor with jdbc:postgresql:");
        }
        return migrated(pool, ownership, url.split(":")[1]);
    }

    private static StateDatabase migrated(HikariConfig pool, AutoCloseable ownership, String dialect) {
        HikariDataSource connections = null;
        try {
            connections = new HikariDataSource(pool);
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:db/migration/" + dialect)
                    .load()
                    .migrate();
            return new StateDatabase(connections, ownership);
        } catch (RuntimeException e) {
            if (connections != null) {
                connections.close();
            }
            closeQuietly(ownership);
            throw new StateException("it can't be opened: " + rootMessage(e), e);
        }
    }

    /** Work on a connection, in a transaction of its own. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs a transaction that writes: all of it is durable when this returns, or none of it.
     *
     * @throws StateException if the database refuses it
     */
    public <T> T write(Work<T> work) {
        writing.lock();
        try {
            return inTransaction(work);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Runs a transaction that only reads.
     *
     * @throws StateException if the database refuses it
     */
    public <T> T read(Work<T> work) {
        return inTransaction(work);
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StateException(
                    "The state store can't be used (" + e.getMessage()
                            + "); see that its disk has room and may be written",
                    e);
        }
    }

    @Override
    public void close() {
        connections.close();
        closeQuietly(ownership);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new StateException("The state store can't be closed: " + e.getMessage(), e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}

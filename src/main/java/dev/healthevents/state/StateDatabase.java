package dev.healthevents.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/**
 * The database that holds what must survive a crash. It belongs to one process at a time: a second one is refused when
 * it opens it.
 *
 * <p>Writing transactions take turns: SQLite has one writer at a time anyway, and waiting here is fair and cheap where
 * waiting in SQLite is neither.
 */
public final class StateDatabase implements AutoCloseable {

    /** What an idle bridge writes between two looks. */
    private static final long FEW_WRITES = 5;

    /** What is given back in one transaction. */
    private static final int PAGES = 256;

    private final HikariDataSource connections;
    private final Ownership ownership;
    private final ReentrantLock writing = new ReentrantLock(true);
    private long writes;
    private long writesBefore;

    StateDatabase(HikariDataSource connections, Ownership ownership) {
        this.connections = connections;
        this.ownership = ownership;
    }

    /**
     * Opens the database and brings its schema up to date.
     *
     * @param url {@code jdbc:sqlite:FILE}, without parameters, or {@code jdbc:postgresql:…}
     * @param username database user, or {@code null} where the URL or the file needs none
     * @param password its password, or {@code null}
     * @throws StateException if it can't be opened or written, another process has it open, or a newer version of this
     *     program wrote it
     */
    public static StateDatabase open(String url, String username, String password) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("state");
        pool.setAutoCommit(false);
        if (url.startsWith(SqliteFile.PREFIX)) {
            SqliteFile file = SqliteFile.of(url);
            file.configure(pool);
            Ownership ownership = file.own();
            SqliteRoom.prepare(file.path());
            return migrated(pool, ownership, "sqlite");
        }
        if (url.startsWith(PostgresLock.PREFIX)) {
            PostgresLock.configure(pool, url, username, password);
            return migrated(pool, PostgresLock.take(url, username, password), "postgresql");
        }
        throw new StateException("it begins neither with jdbc:sqlite: nor with jdbc:postgresql:");
    }

    private static StateDatabase migrated(HikariConfig pool, Ownership ownership, String dialect) {
        HikariDataSource connections = null;
        try {
            connections = new HikariDataSource(pool);
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:db/migration/" + dialect)
                    // By default it takes a schema that is newer than this program.
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
            StateDatabase database = new StateDatabase(connections, ownership);
            database.inTransaction(connection -> {
                ownership.begin(connection);
                return null;
            });
            return database;
        } catch (RuntimeException e) {
            if (connections != null) {
                connections.close();
            }
            ownership.close();
            throw new StateException("it can't be opened: " + Sentence.of(e), e);
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
     * @throws StateException if the database refuses it, or another process has taken the database over
     */
    public <T> T write(Work<T> work) {
        return write(work, any -> {});
    }

    /**
     * Runs a transaction that writes, and then has memory take note of it: before anybody else writes, so that nobody
     * finds in the database what memory does not know, and counts it twice.
     *
     * @param committed told what the transaction returned, if it has committed
     * @throws StateException if the database refuses it, or another process has taken the database over
     */
    <T> T write(Work<T> work, Consumer<T> committed) {
        writing.lock();
        try {
            writes++;
            T result = inTransaction(connection -> {
                ownership.check(connection);
                return work.on(connection);
            });
            committed.accept(result);
            return result;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Gives room of an SQLite file back to the disk that nothing needs any more, if hardly anything was written since the
     * last call. A writer that comes meanwhile waits for a megabyte at the most.
     *
     * @throws StateException if the database refuses it
     */
    public void giveRoomBack(Duration atMost) {
        if (!sqlite()) {
            return;
        }
        long end = System.nanoTime() + atMost.toNanos();
        boolean more = true;
        boolean gave = false;
        while (more && System.nanoTime() < end && writing.tryLock()) {
            try {
                boolean idle = writes - writesBefore <= FEW_WRITES;
                writesBefore = writes;
                more = idle && inTransaction(connection -> SqliteRoom.give(connection, PAGES));
                gave |= more;
            } finally {
                writing.unlock();
            }
        }
        if (gave) {
            shorten();
        }
    }

    /** The file itself gets shorter when what is in the log beside it has been taken over, which needs no lock of ours. */
    private void shorten() {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(true);
            SqliteRoom.takeOverLog(connection);
        } catch (SQLException e) {
            throw new StateException(message(e), e);
        }
    }

    private boolean sqlite() {
        return connections.getDataSource() instanceof SQLiteDataSource;
    }

    /**
     * Runs a transaction that only reads.
     *
     * @throws StateException if the database refuses it
     */
    public <T> T read(Work<T> work) {
        return inTransaction(work);
    }

    /**
     * Looks whether the database is still this process's own, as every write does by itself.
     *
     * @throws StateException if another process has taken it over, or it can't be asked
     */
    void checkOwner() {
        if (ownership.canBeLost()) {
            read(connection -> {
                ownership.look(connection);
                return null;
            });
        }
    }

    private <T> T inTransaction(Work<T> work) {
        try (Lease lease = new Lease(connections.getConnection())) {
            T result = attempt(lease.connection, work);
            try {
                lease.connection.commit();
            } catch (SQLException e) {
                rollback(lease.connection, e);
                throw new CommitUnknownException(message(e), e);
            }
            return result;
        } catch (SQLException e) {
            throw new StateException(message(e), e);
        }
    }

    /** A connection for one transaction. */
    private final class Lease implements AutoCloseable {

        private final Connection connection;

        Lease(Connection connection) {
            this.connection = connection;
        }

        /** What has committed has committed, and what has failed says why; the connection is not used again. */
        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                connections.evictConnection(connection);
            }
        }
    }

    private <T> T attempt(Connection connection, Work<T> work) throws SQLException {
        try {
            return work.on(connection);
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        }
    }

    /**
     * A connection that can't be rolled back is thrown away. SQLite rolls back by itself when the disk is full; its
     * driver takes that for a failure, begins no new transaction, and would from then on commit every statement alone.
     */
    private void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
            connections.evictConnection(connection);
        }
    }

    private static String message(SQLException e) {
        return "The state store can't be used (" + Sentence.of(e)
                + "); see that its database is up, its disk has room and may be written";
    }

    @Override
    public void close() {
        connections.close();
        ownership.close();
    }
}

package dev.healthevents.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * The database that holds what must survive a crash. It belongs to one process at a time: a second one is refused when
 * it opens it, or stands by until the first has ended.
 *
 * <p>Writing transactions take turns, and who waits for a turn shares the next one: SQLite has one writer at a time anyway,
 * and waiting here is fair and cheap where waiting in SQLite is neither.
 */
public final class StateDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.state");

    /** What an idle bridge writes between two looks. */
    private static final long FEW_WRITES = 5;

    /** What is given back in one transaction. */
    private static final int PAGES = 256;

    /** Of events that wait, beside the database: as many as two batches of the largest. */
    private static final long YOUNGEST_BYTES = 2 * Outbox.MOST_BYTES;

    private final HikariDataSource connections;
    private final Room room = new Room(YOUNGEST_BYTES);
    private final Turn turn = new Turn();
    private volatile Ownership ownership;
    private volatile PostgresStandby standby;
    private final WriteQueue queue = new WriteQueue(this::write);
    private long writes;
    private long writesBefore;

    /** @param ownership {@code null} while it is another's */
    StateDatabase(HikariDataSource connections, Ownership ownership) {
        this.connections = connections;
        this.ownership = ownership;
        if (ownership != null) {
            turn.begin();
        }
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
        return ClaimedState.of(url, username, password).open();
    }

    /**
     * As {@link #open}; but where another process has a database of PostgreSQL, it stands by until that one has ended, and
     * is brought up to date only then.
     */
    public static StateDatabase openOrStandBy(String url, String username, String password) {
        if (!url.startsWith(PostgresLock.PREFIX)) {
            return open(url, username, password);
        }
        PostgresLogin login = new PostgresLogin(url, username, password);
        PostgresLock lock = PostgresLock.tryTake(login);
        if (lock != null) {
            return owned(pool(login), lock);
        }
        try {
            StateDatabase database = new StateDatabase(new HikariDataSource(pool(login)), null);
            database.standby =
                    new PostgresStandby(login, session -> database.takeOver(new PostgresLock(login, session)));
            database.standby.start();
            return database;
        } catch (RuntimeException e) {
            throw new StateException("it can't be opened: " + Sentence.of(e), e);
        }
    }

    static HikariConfig pool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("state");
        pool.setAutoCommit(false);
        return pool;
    }

    static HikariConfig pool(PostgresLogin login) {
        HikariConfig pool = pool();
        login.configure(pool);
        return pool;
    }

    static StateDatabase owned(HikariConfig pool, Ownership ownership) {
        HikariDataSource connections = null;
        try {
            connections = new HikariDataSource(pool);
            StateDatabase database = new StateDatabase(connections, null);
            database.own(ownership);
            database.turn.begin();
            return database;
        } catch (RuntimeException e) {
            if (connections != null) {
                connections.close();
            }
            ownership.close();
            throw new StateException("it can't be opened: " + Sentence.of(e), e);
        }
    }

    private void own(Ownership mine) {
        mine.whenLost(turn::lose);
        begin(mine::claim);
        Flyway.configure()
                .dataSource(connections)
                .locations("classpath:dev/healthevents/state/" + (isSqlite() ? "sqlite" : "postgresql"))
                // By default it takes a schema that is newer than this program.
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
        begin(mine::begin);
        ownership = mine;
    }

    private interface Beginning {
        void on(Connection connection) throws SQLException;
    }

    private void begin(Beginning beginning) {
        inTransaction(connection -> {
            beginning.on(connection);
            return null;
        });
    }

    /** @return whether it is ours now; what waited for that has been done then, or is given up with all of it */
    private boolean takeOver(Ownership mine) {
        try {
            own(mine);
        } catch (RuntimeException | Error e) {
            mine.close();
            LOG.error("The state store can't be taken over: {}. Standing by.", Sentence.of(e));
            return false;
        }
        try {
            turn.begin();
        } catch (RuntimeException | Error e) {
            LOG.error("Taking over failed: {}. Beginning anew.", Sentence.of(e), e);
            turn.lose();
        }
        return true;
    }

    /** Whether another process has it still. It can be read as that one leaves it, and not be written. */
    public boolean standsBy() {
        return ownership == null;
    }

    /**
     * Does something as soon as the database is this process's own: now, or when it no longer stands by, in the order in
     * which this was asked for.
     */
    public void whenOwned(Runnable work) {
        turn.whenBegun(work);
    }

    /**
     * Waits until another process has taken the database over, or it is closed.
     *
     * @return whether it was taken over: all that was begun on it is to be ended, and may be begun anew, standing by
     */
    public boolean awaitLoss() throws InterruptedException {
        return turn.awaitLoss();
    }

    /** Work on a connection, in a transaction of its own. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs a transaction that writes, by itself: all of it is durable when this returns, or none of it.
     *
     * @throws StandbyException if it stands by
     * @throws StateException if the database refuses it, or another process has taken the database over
     */
    public <T> T write(Work<T> work) {
        return write(work, any -> {}, true);
    }

    /**
     * Writes, and then has memory take note of it: before anybody else writes, so that nobody finds in the database what
     * memory does not know, and counts it twice. All of it is durable when this returns, or none of it. What others write at
     * the same time may be in the same transaction.
     *
     * @param work tells nobody but its connection of what it does, since it may be undone and done again
     * @param committed told what the work has returned, if it has committed; by whichever thread
     * @throws StateException if the database refuses it, or another process has taken the database over
     */
    <T> T write(Work<T> work, Consumer<T> committed) {
        return write(work, committed, false);
    }

    private <T> T write(Work<T> work, Consumer<T> committed, boolean alone) {
        Ownership mine = ownership;
        if (mine == null) {
            throw new StandbyException();
        }
        // What was decided under an ownership that was lost meanwhile must not count under the next one.
        Work<T> fenced = connection -> {
            mine.check(connection);
            return work.on(connection);
        };
        return queue.write(new WriteQueue.Write<>(fenced, committed, alone));
    }

    private void write(List<WriteQueue.Write<?>> together) {
        writes += together.size();
        try {
            inTransaction(connection -> {
                for (WriteQueue.Write<?> write : together) {
                    write.on(connection);
                }
                return null;
            });
        } catch (CommitUnknownException e) {
            together.forEach(write -> write.settle(e));
            return;
        } catch (RuntimeException | Error e) {
            if (together.size() == 1) {
                together.get(0).settle(e);
            } else {
                // One of them is to blame, and no other shall suffer for it.
                together.forEach(write -> write(List.of(write)));
            }
            return;
        }
        together.forEach(WriteQueue.Write::settle);
    }

    /**
     * Gives room of an SQLite file back to the disk that nothing needs any more, if hardly anything was written since the
     * last call. A writer that comes meanwhile waits for a megabyte at the most.
     *
     * @throws StateException if the database refuses it
     */
    public void giveRoomBack(Duration atMost) {
        if (!isSqlite()) {
            return;
        }
        long end = System.nanoTime() + atMost.toNanos();
        boolean gave = false;
        while (System.nanoTime() < end && queue.ifIdle(this::givePages)) {
            gave = true;
        }
        if (gave) {
            shorten();
        }
    }

    private boolean givePages() {
        boolean idle = writes - writesBefore <= FEW_WRITES;
        writesBefore = writes;
        return idle && inTransaction(connection -> SqliteRoom.give(connection, PAGES));
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

    /** What the outboxes may keep in memory of what is in here. */
    Room room() {
        return room;
    }

    boolean isSqlite() {
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
     * @throws StateException if another process has taken it over, or may have, or it can't be asked
     */
    void checkOwner() {
        Ownership mine = ownership;
        if (mine == null) {
            throw new StandbyException();
        }
        if (mine.canBeLost()) {
            read(connection -> {
                mine.look(connection);
                return null;
            });
            mine.lookAtTime();
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
        turn.end();
        if (standby != null) {
            standby.close();
        }
        connections.close();
        if (ownership != null) {
            ownership.close();
        }
    }
}

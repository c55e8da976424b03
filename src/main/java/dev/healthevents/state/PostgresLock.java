package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A schema of a PostgreSQL database as this process's own.
 *
 * <p>Another bridge is kept out by an advisory lock, which a session of its own holds for as long as this process lives
 * (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS). Such a session can break without our
 * noticing: a firewall forgets it, or PostgreSQL restarts; and it may live on though this process stands still. So there
 * is a {@link PostgresLease} beside it. Whoever takes over writes its own name into the table {@code owner}, and from
 * that moment every write of ours fails, because each looks for our name in its own transaction and holds it until it
 * commits. So two never write by turns, and a restart of PostgreSQL alone stops nobody. A bridge that was taken over from
 * writes and delivers nothing more.
 *
 * <p>The session must be a real one: a pooler in between has to be set to pool sessions, not transactions.
 */
final class PostgresLock implements Ownership {

    static final String PREFIX = "jdbc:postgresql:";

    /** Of the advisory lock: ours, and the schema's. */
    static final String KEYS = "hashtext('health-events'), hashtext(coalesce(current_schema(), ''))";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final String name = UUID.randomUUID().toString();
    private final PostgresLease lease;
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Runnable whenLost = () -> {};

    /** @param session holds the lock */
    PostgresLock(PostgresLogin login, Connection session) {
        this.lease = new PostgresLease(login, session, name, this::lose);
    }

    /**
     * Waits a little: PostgreSQL takes a moment to notice that the one before has ended.
     *
     * @throws StateException if another process holds the lock, or the database can't be reached
     */
    static PostgresLock take(PostgresLogin login) {
        PostgresLock lock = take(login, session -> {
            try (Statement statement = session.createStatement()) {
                statement.execute("SET lock_timeout = '4s'");
                statement.execute("SELECT pg_advisory_lock(" + KEYS + ")");
                return true;
            } catch (SQLException e) {
                if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            }
        });
        if (lock == null) {
            throw new StateException(
                    "another process has this database open; stop it, or name another database or ?currentSchema=");
        }
        return lock;
    }

    /**
     * @return {@code null} if another process holds the lock
     * @throws StateException if the database can't be reached
     */
    static PostgresLock tryTake(PostgresLogin login) {
        return take(login, PostgresLock::tryLock);
    }

    private interface Attempt {
        boolean locks(Connection session) throws SQLException;
    }

    private static PostgresLock take(PostgresLogin login, Attempt attempt) {
        Connection session = null;
        boolean locked = false;
        try {
            session = login.session();
            locked = attempt.locks(session);
            return locked ? new PostgresLock(login, session) : null;
        } catch (SQLException e) {
            throw new StateException("it can't be opened: " + Sentence.of(e), e);
        } finally {
            if (!locked) {
                PostgresLogin.closeQuietly(session);
            }
        }
    }

    static boolean tryLock(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEYS + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void claim(Connection connection) throws SQLException {
        if (PostgresLease.isThere(connection)) {
            begin(connection);
        }
    }

    /** Takes over from whoever held the lock before; waits for what that one is just writing. */
    @Override
    public void begin(Connection connection) throws SQLException {
        Ownership.write(connection, name);
        lease.write(connection);
    }

    /** Also waits for a transaction of ours that lost its connection, so that what it did is known from then on. */
    @Override
    public void check(Connection connection) throws SQLException {
        look(connection, "SELECT 1 FROM owner WHERE name = ? FOR NO KEY UPDATE");
    }

    @Override
    public boolean canBeLost() {
        return true;
    }

    @Override
    public void whenLost(Runnable work) {
        whenLost = work;
    }

    private void lose() {
        if (lost.compareAndSet(false, true)) {
            whenLost.run();
        }
    }

    @Override
    public void look(Connection connection) throws SQLException {
        look(connection, "SELECT 1 FROM owner WHERE name = ?");
    }

    /** This process may have stood still, or been cut off, while the database answered. */
    @Override
    public void lookAtTime() {
        Duration over = lease.over();
        if (!over.isNegative()) {
            throw new StateException("The lease on the state store could not be renewed in time, so that another bridge"
                    + " may have taken it over; nothing is delivered until it is renewed");
        }
    }

    private void look(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    lose();
                    throw new StateException("Another bridge has taken the state store over, so this one writes and"
                            + " delivers nothing more, and goes back to standing by");
                }
            }
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}

package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That the owner of a database lives: it says so every second, in the database and on the session that holds the lock.
 * Others judge by the database's clock how long ago that was; the owner itself by a clock that nobody sets, and it takes
 * its lease for over before any other does.
 */
final class PostgresLease implements AutoCloseable {

    /** From then on others may take over, by the database's clock. */
    static final Duration EXPIRES = Duration.ofSeconds(15);

    /** From then on the owner delivers nothing. */
    private static final Duration LASTS = Duration.ofSeconds(10);

    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Until then what was written in a transaction can be seen by others. */
    private static final Duration COMMITS = Duration.ofSeconds(5);

    private static final String UNDEFINED_TABLE = "42P01";
    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.state");

    private final PostgresLogin login;
    private final String name;
    private final Runnable lost;
    private final ScheduledExecutorService thread;
    private Connection session;
    private boolean locked = true;
    private boolean everRenewed;
    private volatile boolean written;
    private volatile long renewed = System.nanoTime() - LASTS.toNanos();

    /**
     * @param session holds the lock
     * @param lost done when another has the lease, perhaps more than once
     */
    PostgresLease(PostgresLogin login, Connection session, String name, Runnable lost) {
        this.login = login;
        this.session = session;
        this.name = name;
        this.lost = lost;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread beats = new Thread(work, "state-lease");
            beats.setDaemon(true);
            return beats;
        });
        thread.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT to_regclass(quote_ident(current_schema()) || '.lease') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** How long ago the owner said that it lives, by the database's clock; {@code null} if nobody has a lease. */
    static Duration age(Connection connection) throws SQLException {
        if (!isThere(connection)) {
            return null;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (extract(epoch FROM clock_timestamp() - renewed_at) * 1000)::bigint FROM lease")) {
            return row.next() ? Duration.ofMillis(row.getLong(1)) : null;
        }
    }

    /** Takes it from whoever had it, in the caller's transaction. */
    void write(Connection connection) throws SQLException {
        // What is ours already is renewed meanwhile, and must never be missing.
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM lease WHERE name <> ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO lease (name, renewed_at)"
                                + " VALUES (?, clock_timestamp()) ON CONFLICT (name) DO UPDATE SET renewed_at = clock_timestamp()")) {
            delete.setString(1, name);
            delete.executeUpdate();
            long began = System.nanoTime();
            insert.setString(1, name);
            insert.executeUpdate();
            renewed = began;
            written = true;
        }
    }

    /** Since when it has been over, for the owner; zero or less if it is not. */
    Duration over() {
        return Duration.ofNanos(System.nanoTime() - renewed).minus(LASTS);
    }

    /** Whatever it throws would end the beats. */
    private void beat() {
        try {
            long began = System.nanoTime();
            if (session == null) {
                session = login.session();
                locked = false;
            }
            locked = locked || PostgresLock.tryLock(session);
            if (renew()) {
                renewed = began;
                everRenewed = true;
            } else if (everRenewed || written && began - renewed > COMMITS.toNanos()) {
                lost.run();
            }
        } catch (SQLException e) {
            LOG.debug("The lease on the state store could not be renewed; it is tried again.", e);
            if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
                PostgresLogin.closeQuietly(session);
                session = null;
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("The lease on the state store could not be renewed; it is tried again.", e);
        }
    }

    private boolean renew() throws SQLException {
        try (PreparedStatement update =
                session.prepareStatement("UPDATE lease SET renewed_at = clock_timestamp() WHERE name = ?")) {
            update.setString(1, name);
            return update.executeUpdate() > 0;
        }
    }

    /** Gives it and the lock back, so that the next one need not wait. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(PostgresLogin.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Connection last = session;
        if (last == null) {
            return;
        }
        try (last;
                PreparedStatement delete = last.prepareStatement("DELETE FROM lease WHERE name = ?")) {
            delete.setString(1, name);
            delete.executeUpdate();
        } catch (SQLException e) {
            LOG.debug("The lease on the state store could not be given back; it runs out by itself.", e);
        }
    }
}

package dev.healthevents.state;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;

/**
 * A schema of a PostgreSQL database as this process's own.
 *
 * <p>A second bridge is refused at its start by an advisory lock, which a session of its own holds for as long as this
 * process lives (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS). Such a session can break
 * without our noticing: a firewall forgets it, or PostgreSQL restarts. Then another bridge may start; it writes its own
 * name into the table {@code owner}, and from that moment every write of ours fails, because each looks for our name in
 * its own transaction and holds it until it commits. So two never write by turns, and a restart of PostgreSQL alone stops
 * nobody. A bridge that was taken over from stays alive, writes nothing, and says so; it must be restarted to go on.
 *
 * <p>The session must be a real one: a pooler in between has to be set to pool sessions, not transactions.
 */
final class PostgresLock implements Ownership {

    static final String PREFIX = "jdbc:postgresql:";

    /** Of the advisory lock: ours, and the schema's. */
    static final String KEYS = "hashtext('health-events'), hashtext(coalesce(current_schema(), ''))";

    private static final int CONNECTIONS = 8;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection session;
    private final String name = UUID.randomUUID().toString();

    private PostgresLock(Connection session) {
        this.session = session;
    }

    /** @throws StateException if another process holds the lock, or the database can't be reached */
    static PostgresLock take(String url, String username, String password) {
        Connection session = null;
        try {
            session = connect(url, username, password);
            lock(session);
            return new PostgresLock(session);
        } catch (SQLException e) {
            closeQuietly(session, e);
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new StateException(
                        "another process has this database open; stop it, or name another database or ?currentSchema=",
                        e);
            }
            throw new StateException("it can't be opened: " + Sentence.of(e), e);
        }
    }

    static Connection connect(String url, String username, String password) throws SQLException {
        Properties properties = properties();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        // Not DriverManager.getConnection: its message would show the URL, which may hold a password.
        return DriverManager.getDriver(url).connect(url, properties);
    }

    /** Waits a little: PostgreSQL takes a moment to notice that the one before has ended. */
    private static void lock(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET lock_timeout = '5s'");
            statement.execute("SELECT pg_advisory_lock(" + KEYS + ")");
        }
    }

    private static void closeQuietly(Connection session, SQLException reason) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** What the URL says goes before these. */
    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "health-events");
        properties.setProperty("tcpKeepAlive", "true");
        // Seconds; without it a lost network would hold a write up for ever.
        properties.setProperty("socketTimeout", "300");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    static void configure(HikariConfig pool, String url, String username, String password) {
        pool.setJdbcUrl(url);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setDataSourceProperties(properties());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        // Whoever has turned durable commits off for the whole server has not thought of us.
        pool.setConnectionInitSql("SELECT set_config('synchronous_commit', 'on', false)"
                + " WHERE current_setting('synchronous_commit') = 'off'");
    }

    /** Takes over from whoever held the lock before; waits for what that one is just writing. */
    @Override
    public void begin(Connection connection) throws SQLException {
        Ownership.write(connection, name);
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
    public void look(Connection connection) throws SQLException {
        look(connection, "SELECT 1 FROM owner WHERE name = ?");
    }

    private void look(Connection connection, String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new StateException("Another bridge has taken the state store over, so this one writes and"
                            + " delivers nothing more; stop one of the two, and restart this one if it is to go on");
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new StateException("The lock on the state store can't be given back: " + Sentence.of(e), e);
        }
    }
}

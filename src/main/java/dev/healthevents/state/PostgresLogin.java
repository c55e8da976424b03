package dev.healthevents.state;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a PostgreSQL database is reached.
 *
 * @param url {@code jdbc:postgresql:…}; what it says goes before what is set here
 * @param username {@code null} where the URL has it
 * @param password {@code null} where the URL has it, or none is needed
 */
record PostgresLogin(String url, String username, String password) {

    /** For what is answered in milliseconds: whoever waits longer does so on a network that is gone. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.state");
    private static final int CONNECTIONS = 8;

    /** Without it a lost network would hold a write up for ever. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

    /** A session of its own, on which an answer may take {@link #PATIENCE}. */
    Connection session() throws SQLException {
        Properties properties = properties(PATIENCE);
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
        // Not DriverManager.getConnection: its message would show the URL, which may hold a password.
        Connection session = DriverManager.getDriver(url).connect(url, properties);
        try (Statement statement = session.createStatement()) {
            // What is written here every second need not outlive the database.
            statement.execute("SET synchronous_commit = off");
        }
        session.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
        return session;
    }

    static void closeQuietly(Connection session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            LOG.debug("A session could not be closed.", e);
        }
    }

    private static Properties properties(Duration longestAnswer) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "health-events");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketTimeout", Long.toString(longestAnswer.toSeconds()));
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    void configure(HikariConfig pool) {
        pool.setJdbcUrl(url);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setDataSourceProperties(properties(LONGEST_ANSWER));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        // Whoever has turned durable commits off for the whole server has not thought of us.
        pool.setConnectionInitSql("SELECT set_config('synchronous_commit', 'on', false)"
                + " WHERE current_setting('synchronous_commit') = 'off'");
    }
}

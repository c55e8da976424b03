package dev.healthevents.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/** Looks whether a state store can be used, writes nothing into it, and takes it from nobody. */
public final class StateLook {

    private static final String IN_USE = "in use by a bridge that runs; not looked into";

    private StateLook() {}

    /**
     * @param told what was found, for people
     * @param leftovers what it holds of sources and sinks that are not configured
     */
    public record Found(String told, List<Leftovers> leftovers) {}

    /** @throws StateException if this is an SQLite file that is not there, and would be made by whoever opens it */
    public static void requireExisting(String url) {
        if (url.startsWith(SqliteFile.PREFIX)) {
            Path store = SqliteFile.of(url).path();
            if (!Files.exists(store)) {
                throw new StateException(store + " does not exist; run this where the bridge runs, or set"
                        + " health-events.state.url as it has it");
            }
        }
    }

    /**
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:…}
     * @param sources the names of those that are configured
     * @param sinks the same
     * @throws StateException if a bridge could not use it
     */
    public static Found at(
            String url, String username, String password, Collection<String> sources, Collection<String> sinks) {
        if (url.startsWith(SqliteFile.PREFIX)) {
            return sqlite(SqliteFile.of(url), sources, sinks);
        }
        if (url.startsWith(PostgresLock.PREFIX)) {
            return postgresql(url, username, password, sources, sinks);
        }
        throw new StateException("it begins neither with jdbc:sqlite: nor with jdbc:postgresql:");
    }

    private static Found sqlite(SqliteFile file, Collection<String> sources, Collection<String> sinks) {
        Ownership lock;
        try {
            lock = file.own();
        } catch (SqliteFile.InUseException e) {
            return new Found(file.path() + " is " + IN_USE, List.of());
        }
        try {
            Path path = file.path();
            if (!Files.exists(path)) {
                return new Found(path + " will be made", List.of());
            }
            if (!Files.isWritable(path)) {
                throw new StateException(path + " may not be written by this process");
            }
            SQLiteDataSource database = new SQLiteDataSource();
            database.setUrl(SqliteFile.PREFIX + path);
            read(database);
            validate(database, "sqlite");
            try (Connection connection = database.getConnection()) {
                return new Found(path + " can be used", Leftovers.find(connection, sources, sinks));
            }
        } catch (SQLException e) {
            throw new StateException("it can't be read: " + Sentence.of(e), e);
        } finally {
            lock.close();
        }
    }

    /** Flyway takes a file that is no database for an empty one. */
    private static void read(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT COUNT(*) FROM sqlite_master").close();
        } catch (SQLException e) {
            throw new StateException("it can't be read: " + Sentence.of(e), e);
        }
    }

    private static Found postgresql(
            String url, String username, String password, Collection<String> sources, Collection<String> sinks) {
        try (Connection session = new PostgresLogin(url, username, password).session();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + PostgresLock.KEYS
                        + "), current_database()," + " has_schema_privilege(current_schema(), 'CREATE')")) {
            row.next();
            String name = "the database " + row.getString(2);
            if (!row.getBoolean(1)) {
                return new Found(name + " is " + IN_USE, List.of());
            }
            if (!row.getBoolean(3)) {
                throw new StateException("the user may make no tables in the schema");
            }
            Flyway flyway =
                    Flyway.configure().dataSource(url, username, password).load();
            validate(flyway.getConfiguration().getDataSource(), "postgresql");
            return new Found(name + " can be used", Leftovers.find(session, sources, sinks));
        } catch (SQLException e) {
            throw new StateException("it can't be opened: " + Sentence.of(e), e);
        }
    }

    /** Whether a newer version of this program wrote it, or its tables are not ours. Reads only. */
    private static void validate(DataSource database, String dialect) {
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:dev/healthevents/state/" + dialect)
                    .ignoreMigrationPatterns("*:pending")
                    .load()
                    .validate();
        } catch (RuntimeException e) {
            throw new StateException("it can't be used: " + Sentence.of(e), e);
        }
    }
}

package dev.healthevents.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/** Looks whether a state store can be used, writes nothing into it, and takes it from nobody. */
public final class StateLook {

    private static final String IN_USE = "in use by a bridge that runs; not looked into";

    private StateLook() {}

    /**
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:…}
     * @return what was found, for people
     * @throws StateException if a bridge could not use it
     */
    public static String at(String url, String username, String password) {
        if (url.startsWith(SqliteFile.PREFIX)) {
            return sqlite(SqliteFile.of(url));
        }
        if (url.startsWith(PostgresLock.PREFIX)) {
            return postgresql(url, username, password);
        }
        throw new StateException("it begins neither with jdbc:sqlite: nor with jdbc:postgresql:");
    }

    private static String sqlite(SqliteFile file) {
        Ownership lock;
        try {
            lock = file.own();
        } catch (SqliteFile.InUseException e) {
            return file.path() + " is " + IN_USE;
        }
        try {
            Path path = file.path();
            if (!Files.exists(path)) {
                return path + " will be made";
            }
            if (!Files.isWritable(path)) {
                throw new StateException(path + " may not be written by this process");
            }
            SQLiteDataSource database = new SQLiteDataSource();
            database.setUrl(SqliteFile.PREFIX + path);
            read(database);
            validate(database, "sqlite");
            return path + " can be used";
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

    private static String postgresql(String url, String username, String password) {
        try (Connection session = PostgresLock.connect(url, username, password);
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + PostgresLock.KEYS
                        + "), current_database()," + " has_schema_privilege(current_schema(), 'CREATE')")) {
            row.next();
            String name = "the database " + row.getString(2);
            if (!row.getBoolean(1)) {
                return name + " is " + IN_USE;
            }
            if (!row.getBoolean(3)) {
                throw new StateException("the user may make no tables in the schema");
            }
            Flyway flyway =
                    Flyway.configure().dataSource(url, username, password).load();
            validate(flyway.getConfiguration().getDataSource(), "postgresql");
            return name + " can be used";
        } catch (SQLException e) {
            throw new StateException("it can't be opened: " + Sentence.of(e), e);
        }
    }

    /** Whether a newer version of this program wrote it, or its tables are not ours. Reads only. */
    private static void validate(DataSource database, String dialect) {
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration/" + dialect)
                    .ignoreMigrationPatterns("*:pending")
                    .load()
                    .validate();
        } catch (RuntimeException e) {
            throw new StateException("it can't be used: " + Sentence.of(e), e);
        }
    }
}

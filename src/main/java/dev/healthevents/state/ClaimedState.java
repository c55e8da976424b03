package dev.healthevents.state;

import com.zaxxer.hikari.HikariConfig;

/** A database that is this process's own. An SQLite file is not opened before that is asked for, which takes its time. */
public final class ClaimedState implements AutoCloseable {

    private final SqliteFile file;
    private Ownership ownership;
    private StateDatabase database;

    private ClaimedState(SqliteFile file, Ownership ownership, StateDatabase database) {
        this.file = file;
        this.ownership = ownership;
        this.database = database;
    }

    /**
     * As {@link StateDatabase#open}, of which it is the first half.
     *
     * @throws StateException if it can't be made, or another process has it
     */
    public static ClaimedState of(String url, String username, String password) {
        if (url.startsWith(SqliteFile.PREFIX)) {
            SqliteFile file = SqliteFile.of(url);
            return new ClaimedState(file, file.own(), null);
        }
        if (url.startsWith(PostgresLock.PREFIX)) {
            PostgresLogin login = new PostgresLogin(url, username, password);
            return new ClaimedState(
                    null, null, StateDatabase.owned(StateDatabase.pool(login), PostgresLock.take(login)));
        }
        throw new StateException("it begins neither with jdbc:sqlite: nor with jdbc:postgresql:");
    }

    /**
     * Opens it, if that was not done before; may be called again if it has failed.
     *
     * @throws StateException if it can't be opened or written, or a newer version of this program wrote it
     */
    public synchronized StateDatabase open() {
        if (database == null) {
            Ownership mine = ownership == null ? file.own() : ownership;
            ownership = null;
            database = open(mine);
        }
        return database;
    }

    private StateDatabase open(Ownership mine) {
        HikariConfig pool = StateDatabase.pool();
        try {
            file.configure(pool);
            SqliteRoom.prepare(file.path());
        } catch (RuntimeException e) {
            mine.close();
            throw e;
        }
        return StateDatabase.owned(pool, mine);
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
        } else if (ownership != null) {
            ownership.close();
        }
    }
}

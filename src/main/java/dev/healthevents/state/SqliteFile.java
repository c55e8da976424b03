package dev.healthevents.state;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * An SQLite database file of this process's own.
 *
 * <p>{@code synchronous=FULL}: in WAL mode anything less may lose the last transactions when the power fails
 * (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
final class SqliteFile {

    static final String PREFIX = "jdbc:sqlite:";

    private static final int CONNECTIONS = 4;
    private static final int BUSY_TIMEOUT_MS = 30_000;
    private static final int WAL_LIMIT_BYTES = 64 << 20;

    /** Of 4 KB each. */
    private static final int LOG_PAGES = 4_000;

    private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;

    private SqliteFile(Path path) {
        this.path = path;
    }

    /** @throws StateException if the URL names no file, or asks for something else than we promise of it */
    static SqliteFile of(String url) {
        String file = url.substring(PREFIX.length()).replaceFirst("^file:", "");
        if (file.isBlank() || file.startsWith(":")) {
            throw new StateException("it names no file, and what is only in memory does not survive a crash");
        }
        if (file.contains("?")) {
            throw new StateException("it has parameters, which could make the file less durable than was promised;"
                    + " leave out everything from the question mark on");
        }
        try {
            return new SqliteFile(real(Path.of(file).toAbsolutePath().normalize()));
        } catch (InvalidPathException e) {
            throw new StateException("it names no file: " + e.getReason(), e);
        } catch (IOException e) {
            throw new StateException("the directory of " + file + " can't be used: " + reason(e), e);
        }
    }

    /** One file has one name, whatever links lead to it: the name is what processes lock each other out by. */
    private static Path real(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new StateException(path + " is a directory; name a file in it");
        }
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        Path directory = path.getParent();
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        return directory.toRealPath().resolve(path.getFileName());
    }

    /** A bridge has it. */
    static final class InUseException extends StateException {

        private static final long serialVersionUID = 1L;

        InUseException(String message) {
            super(message);
        }
    }

    Path path() {
        return path;
    }

    /** Keeps other processes out: two bridges on one file would each announce half. */
    Ownership own() {
        // Asked before the file is touched: to close it would set free the lock that is held already.
        if (!OWNED_HERE.add(path)) {
            throw new InUseException("this process has " + path + " open already");
        }
        Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            OwnersFile.create(lockFile);
            channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new LockedFile(path, channel);
            }
            throw new InUseException("another process has " + path + " open; stop it, or name another file");
        } catch (IOException e) {
            release(path, channel);
            throw new StateException(lockFile + " can't be written: " + reason(e), e);
        } catch (RuntimeException e) {
            release(path, channel);
            throw e;
        }
    }

    private record LockedFile(Path path, FileChannel lock) implements Ownership {
        @Override
        public void begin(Connection connection) throws SQLException {
            Ownership.write(connection, path.toString());
        }

        /** Nobody can have taken the file over: the operating system keeps its lock for as long as we live. */
        @Override
        public void check(Connection connection) {}

        @Override
        public boolean canBeLost() {
            return false;
        }

        @Override
        public void look(Connection connection) {}

        @Override
        public void close() {
            release(path, lock);
        }
    }

    private static void release(Path path, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StateException("The lock on " + path + " can't be given back: " + reason(e), e);
        } finally {
            OWNED_HERE.remove(path);
        }
    }

    /** Connections are opened once and kept: one opened after the file was moved away would begin a new one. */
    void configure(HikariConfig pool) {
        create();
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, String.valueOf(WAL_LIMIT_BYTES));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(PREFIX + path);
        pool.setDataSource(source);
        // Pages of an outbox are written again and again: the fewer times they are taken over from the log, the better.
        pool.setConnectionInitSql("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(CONNECTIONS);
        pool.setMaxLifetime(0);
    }

    private void create() {
        try {
            OwnersFile.create(path);
        } catch (IOException e) {
            throw new StateException(path + " can't be made: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        boolean onlyPath = e instanceof FileSystemException failure && failure.getReason() == null;
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return onlyPath || e.getMessage() == null ? kind : e.getMessage();
    }
}

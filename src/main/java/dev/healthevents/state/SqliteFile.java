package dev.healthevents.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * An SQLite database file of this process's own.
 *
 * <p>{@code synchronous=FULL}: in WAL mode anything less may lose the last transactions when the power fails
 * (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
record SqliteFile(String url, Path path) {

    private static final int BUSY_TIMEOUT_MS = 30_000;
    private static final int WAL_LIMIT_BYTES = 64 << 20;

    static SqliteFile of(String url) {
        String file = url.substring("jdbc:sqlite:".length())
                .replaceFirst("^file:", "")
                .replaceFirst("\\?.*$", "");
        if (file.isBlank() || file.equals(":memory:")) {
            throw new StateException("it names no file, and what is only in memory does not survive a crash");
        }
        return new SqliteFile(url, Path.of(file).toAbsolutePath());
    }

    /** Keeps other processes out: two bridges on one file would each announce half. */
    AutoCloseable own() {
        Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
        try {
            Files.createDirectories(path.getParent());
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StateException("another process has " + path + " open; stop it, or name another file");
            }
            return channel;
        } catch (IOException e) {
            throw new StateException(path + " can't be written: " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    DataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, String.valueOf(WAL_LIMIT_BYTES));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }
}

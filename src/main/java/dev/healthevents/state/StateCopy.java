package dev.healthevents.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * A copy of a state store as it is at one moment, made beside the bridge that writes it.
 *
 * @see <a href="https://www.sqlite.org/lang_vacuum.html#vacuuminto">SQLite, VACUUM INTO</a>
 */
public final class StateCopy {

    private StateCopy() {}

    /**
     * Copies an SQLite store into a new file, which is on the disk when this returns.
     *
     * @param url of the store
     * @return what was done, for people
     * @throws StateException if it can't; no file of that name is there then
     */
    public static String of(String url, Path copy) {
        if (!url.startsWith(SqliteFile.PREFIX)) {
            throw new StateException("the state is in PostgreSQL, which pg_dump copies");
        }
        StateLook.requireExisting(url);
        Path store = SqliteFile.of(url).path();
        Path target = copy.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new StateException(target + " exists already; name another file, or move it away");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            OwnersFile.create(part);
            try {
                vacuum(store, part);
                force(part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            return store + " was copied to " + target + ", " + Files.size(target) + " bytes.";
        } catch (IOException e) {
            throw new StateException(target + " can't be written: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new StateException(store + " can't be copied: " + Sentence.of(e), e);
        }
    }

    private static void vacuum(Path store, Path part) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(30_000);
        try (Connection connection = config.createConnection(SqliteFile.PREFIX + store);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, part.toString());
            vacuum.execute();
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}

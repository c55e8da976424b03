package dev.healthevents.config;

import dev.healthevents.state.OwnersFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is to be written from now on. */
final class WritableFile {

    private WritableFile() {}

    /**
     * Makes sure that a file can be written, by creating it where it does not exist.
     *
     * @param key the key that names it
     * @param value its path
     * @throws WrongConfigurationException if it can't
     */
    static Path of(String key, String value) {
        String mend = "Set it to a file that may be written, such as events.ndjson";
        if (value == null || value.isBlank()) {
            throw new WrongConfigurationException(key, "is missing", mend);
        }
        try {
            Path path = Path.of(value).toAbsolutePath();
            if (Files.isDirectory(path)) {
                throw new WrongConfigurationException(key, "is " + value + ", a directory", mend);
            }
            Files.createDirectories(path.getParent());
            OwnersFile.create(path);
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
            return path;
        } catch (InvalidPathException e) {
            throw new WrongConfigurationException(key, "is no path", mend, e);
        } catch (IOException e) {
            throw new WrongConfigurationException(
                    key, "is " + value + ", which can't be written: " + reason(e), mend, e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        }
        if (e instanceof FileSystemException failure) {
            return failure.getFile() + " can't be made"
                    + (failure.getReason() == null ? "" : ": " + failure.getReason());
        }
        return e.getMessage();
    }
}

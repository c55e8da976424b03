package dev.healthevents.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that the configuration names, and says which can't be read. */
final class ConfiguredFile {

    static final String UNREADABLE = ", which does not exist or can't be read";

    private ConfiguredFile() {}

    /**
     * @param file may be {@code null}, which is refused
     * @param mend what to do if there is no such text file
     */
    static String text(String key, Path file, String mend) {
        if (file == null) {
            throw new WrongConfigurationException(key, "is missing", mend);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new WrongConfigurationException(key, "is " + file + UNREADABLE, mend);
        }
    }
}

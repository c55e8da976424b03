package dev.healthevents.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
            return decoded(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new WrongConfigurationException(key, "is " + file + UNREADABLE, mend);
        }
    }

    /** PowerShell writes what a command prints as UTF-16, or as UTF-8 with a mark before it. */
    private static String decoded(byte[] bytes) throws CharacterCodingException {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        Charset charset = mark == 0xFFFE || mark == 0xFEFF ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}

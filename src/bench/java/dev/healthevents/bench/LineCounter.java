package dev.healthevents.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows a file that grows, like tail -f. */
final class LineCounter {

    private final Path file;
    private final byte[] buffer = new byte[1 << 20];
    private final StringBuilder unfinished = new StringBuilder();
    private long position;
    private long lines;

    LineCounter(Path file) {
        this.file = file;
    }

    /** How many lines there are by now. */
    long count() throws IOException {
        for (int read = readOn(); read > 0; read = readOn()) {
            for (int i = 0; i < read; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }

    /** The lines that were completed since the last call. */
    List<String> newLines() throws IOException {
        List<String> completed = new ArrayList<>();
        for (int read = readOn(); read > 0; read = readOn()) {
            unfinished.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            int start = 0;
            for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n", start)) {
                completed.add(unfinished.substring(start, end));
                start = end + 1;
            }
            unfinished.delete(0, start);
        }
        return completed;
    }

    private int readOn() throws IOException {
        if (!Files.exists(file) || Files.size(file) == position) {
            return 0;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(position);
            int read = in.read(buffer);
            position += Math.max(0, read);
            return read;
        }
    }
}

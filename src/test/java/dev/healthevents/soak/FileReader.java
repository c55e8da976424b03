package dev.healthevents.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of file sinks; a last line without an end does not count. */
final class FileReader implements SinkReader {

    private static final int BLOCK = 32 * 1024 * 1024;

    private final List<Path> files;
    private final long[] read;
    private final List<List<Told>> told = new ArrayList<>();

    FileReader(List<Path> files) {
        this.files = files;
        this.read = new long[files.size()];
        files.forEach(file -> told.add(new ArrayList<>()));
    }

    @Override
    public Deliveries read() throws IOException {
        for (int i = 0; i < read.length; i++) {
            while (Files.exists(files.get(i)) && further(i)) {}
        }
        return new Deliveries("file", List.copyOf(told));
    }

    private boolean further(int number) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(files.get(number).toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(BLOCK, file.length() - read[number])];
            file.seek(read[number]);
            file.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            new String(bytes, 0, end, UTF_8).lines().map(Told::of).forEach(told.get(number)::add);
            read[number] += end;
            return end > 0;
        }
    }
}

package dev.healthevents.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file sink: one event a line (NDJSON, https://github.com/ndjson/ndjson-spec).
 *
 * <p>Opened anew for every batch, so that the file may be moved away while this runs. Camel's file component would leave
 * half a line behind after a crash, and write the next event right after it.
 */
public final class EventFile {

    private static final int TAIL_BYTES = 64 << 10;

    private final Path path;

    public EventFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * Appends events and makes them durable.
     *
     * @param events encoded, without line ends
     * @throws IOException if not all of them could be written; none of them is in the file then
     */
    public synchronized void append(List<byte[]> events) throws IOException {
        Files.createDirectories(path.getParent());
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = endOfLastWholeLine(file);
            try {
                writeFully(file, end, lines(events));
                file.truncate(end + lengthOf(events));
                file.force(false);
            } catch (IOException e) {
                file.truncate(end);
                throw e;
            }
        }
    }

    /** A crash may have cut the last line short; its event is still in the outbox and comes again. */
    private static long endOfLastWholeLine(FileChannel file) throws IOException {
        long end = file.size();
        while (end > 0) {
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, end));
            long begin = end - tail.capacity();
            while (tail.hasRemaining() && file.read(tail, begin + tail.position()) >= 0) {
                continue;
            }
            for (int i = tail.position() - 1; i >= 0; i--) {
                if (tail.get(i) == '\n') {
                    return begin + i + 1;
                }
            }
            end = begin;
        }
        return 0;
    }

    private static ByteBuffer lines(List<byte[]> events) {
        ByteBuffer lines = ByteBuffer.allocate((int) lengthOf(events));
        events.forEach(event -> lines.put(event).put((byte) '\n'));
        return lines.flip();
    }

    private static long lengthOf(List<byte[]> events) {
        return events.stream().mapToLong(event -> event.length + 1).sum();
    }

    private static void writeFully(FileChannel file, long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }
}

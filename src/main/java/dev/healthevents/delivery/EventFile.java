package dev.healthevents.delivery;

import dev.healthevents.state.OwnersFile;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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

    /** Java copies what is larger into memory that it asks the system for each time. */
    private static final int TAIL_BYTES = 8 << 10;

    private static final int CHUNK_BYTES = 64 << 10;

    private final Path path;

    public EventFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * Appends events and makes them durable. Another process that appends to the same file in this way waits.
     *
     * @param events encoded, without line ends
     * @throws IOException if not all of them could be written; none of them is in the file then, unless the disk
     *     refused even to take them back
     */
    public synchronized void append(List<byte[]> events) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        // Not always createDirectories: Java 17's takes a link to a directory for a file that is in the way.
        if (!Files.isDirectory(path.getParent())) {
            Files.createDirectories(path.getParent());
        }
        boolean created = OwnersFile.create(path);
        // Not a FileChannel for the writing: an interrupt would close it half way, with no way to take lines back.
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
                FileLock lock = file.getChannel().lock()) {
            write(file, events);
        }
        if (created) {
            forceDirectory();
        }
    }

    static void write(RandomAccessFile file, List<byte[]> events) throws IOException {
        long end = endOfLastWholeLine(file);
        try {
            file.seek(end);
            file.setLength(end + writeLines(file, events));
            file.getFD().sync();
        } catch (IOException e) {
            takeBack(file, end, e);
            throw e;
        }
    }

    /** @return how many bytes they are */
    private static long writeLines(RandomAccessFile file, List<byte[]> events) throws IOException {
        long bytes = events.stream().mapToLong(event -> event.length + 1L).sum();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes));
        for (byte[] event : events) {
            if (chunk.remaining() <= event.length) {
                writeOut(file, chunk);
            }
            if (chunk.remaining() > event.length) {
                chunk.put(event);
            } else {
                file.write(event);
            }
            chunk.put((byte) '\n');
        }
        writeOut(file, chunk);
        return bytes;
    }

    private static void writeOut(RandomAccessFile file, ByteBuffer chunk) throws IOException {
        file.write(chunk.array(), 0, chunk.position());
        chunk.clear();
    }

    private static void takeBack(RandomAccessFile file, long end, IOException reason) {
        try {
            file.setLength(end);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** A new file's name is in its directory, which is flushed separately; Windows neither needs nor allows that. */
    private void forceDirectory() throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** A crash may have cut the last line short; its event is still in the outbox and comes again. */
    private static long endOfLastWholeLine(RandomAccessFile file) throws IOException {
        byte[] tail = new byte[TAIL_BYTES];
        long end = file.length();
        while (end > 0) {
            int length = (int) Math.min(TAIL_BYTES, end);
            long begin = end - length;
            file.seek(begin);
            file.readFully(tail, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (tail[i] == '\n') {
                    return begin + i + 1;
                }
            }
            end = begin;
        }
        return 0;
    }
}

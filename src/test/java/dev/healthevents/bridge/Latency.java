package dev.healthevents.bridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How long after its time each event comes to a file. */
final class Latency implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Long> millis = new ArrayList<>();
    private final Thread reading = new Thread(this::read, "latency");
    private volatile boolean closed;

    private Latency(Path file) {
        this.file = file;
    }

    static Latency of(Path file) {
        Latency latency = new Latency(file);
        latency.reading.setDaemon(true);
        latency.reading.start();
        return latency;
    }

    /** Of what came since this was asked before. */
    synchronized Duration p99() {
        List<Long> sorted = millis.stream().sorted().toList();
        millis.clear();
        return sorted.isEmpty() ? Duration.ZERO : Duration.ofMillis(sorted.get(sorted.size() * 99 / 100));
    }

    private void read() {
        long position = 0;
        while (!closed) {
            try {
                position = Files.exists(file) ? readFrom(position) : 0;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private long readFrom(long position) throws IOException {
        try (RandomAccessFile events = new RandomAccessFile(file.toFile(), "r")) {
            byte[] more = new byte[(int) (events.length() - position)];
            events.seek(position);
            events.readFully(more);
            Instant now = Instant.now();
            String text = new String(more, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            for (String line : text.substring(0, end).lines().toList()) {
                Instant time = Instant.parse(JSON.readTree(line).get("time").asText());
                synchronized (this) {
                    millis.add(Duration.between(time, now).toMillis());
                }
            }
            return position + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reading.join();
    }
}

package dev.healthevents.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Follows the file that the bridge writes its events to, and prints a line for each, as {@code tail -f} would. */
final class EventPrinter implements AutoCloseable {

    private final Path file;
    private final EventLine line;
    private final Clock clock;
    private final PrintStream out;
    private final ObjectMapper json = new ObjectMapper();
    private final ScheduledExecutorService rhythm = Executors.newSingleThreadScheduledExecutor();
    private long read;

    EventPrinter(Path file, EventLine line, Clock clock, PrintStream out) {
        this.file = file;
        this.line = line;
        this.clock = clock;
        this.out = out;
    }

    /** Looks for new events twenty times a second until {@link #close}. */
    void start() {
        rhythm.scheduleWithFixedDelay(this::printNew, 0, 50, TimeUnit.MILLISECONDS);
    }

    /** Prints the complete lines which were added since the last call. */
    void printNew() {
        if (!Files.exists(file)) {
            return;
        }
        try (var channel = Files.newByteChannel(file)) {
            channel.position(read);
            var buffer = java.nio.ByteBuffer.allocate((int) Math.min(channel.size() - read, 1 << 20));
            channel.read(buffer);
            String added = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            String complete = added.substring(0, added.lastIndexOf('\n') + 1);
            read += complete.getBytes(StandardCharsets.UTF_8).length;
            complete.lines().forEach(this::print);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot follow " + file, e);
        }
    }

    @Override
    public void close() {
        rhythm.shutdownNow();
    }

    private void print(String event) {
        try {
            out.println(line.of(json.readTree(event), clock.instant()));
        } catch (JsonProcessingException e) {
            out.println("Not a JSON line in " + file + ": " + e.getOriginalMessage());
        }
    }
}

package dev.healthevents.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of a bridge in a soak, in the bridge's own JVM: off by as many seconds as the file says that the system property
 * {@code soak.clock} names.
 */
public final class SetOffClock extends Clock {

    private static final long LOOK_NANOS = 200_000_000;

    private final Path file = Path.of(System.getProperty("soak.clock"));
    private long looked = System.nanoTime() - LOOK_NANOS;
    private long off;

    /** Sets the clock off that looks into this file. */
    static void setOff(Path file, int seconds) throws IOException {
        Files.writeString(file, seconds + "\n");
    }

    private synchronized long off() {
        if (System.nanoTime() - looked >= LOOK_NANOS) {
            looked = System.nanoTime();
            read();
        }
        return off;
    }

    private void read() {
        try {
            String seconds = Files.readString(file);
            // Half of it may be written yet.
            if (seconds.endsWith("\n")) {
                off = Long.parseLong(seconds.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plusSeconds(off());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

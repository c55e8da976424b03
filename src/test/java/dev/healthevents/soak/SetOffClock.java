package dev.healthevents.soak;

import java.io.IOException;
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

    private static final long LOOK_MILLIS = 200;

    private volatile long off;

    public SetOffClock() {
        Path file = Path.of(System.getProperty("soak.clock"));
        Thread reader = new Thread(() -> read(file), "clock");
        reader.setDaemon(true);
        reader.start();
    }

    /** Sets the clock off that looks into this file. */
    static void setOff(Path file, int seconds) throws IOException {
        Files.writeString(file, seconds + "\n");
    }

    private void read(Path file) {
        try {
            for (; true; Thread.sleep(LOOK_MILLIS)) {
                String seconds = Files.readString(file);
                if (seconds.endsWith("\n")) {
                    off = Long.parseLong(seconds.strip());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(file + " can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plusSeconds(off);
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

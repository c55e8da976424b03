package dev.healthevents.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the sinks of a stage got something last. To compare a million events with what a server holds takes most of a minute, so
 * the end of that says nothing of when they came.
 */
final class SinkReaders {

    private static final Logger LOG = LoggerFactory.getLogger(SinkReaders.class);

    private static final Duration RHYTHM = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final List<SinkReader> sinks;
    private long count;
    private long last = System.nanoTime();

    SinkReaders(List<SinkReader> sinks) {
        this.sinks = sinks;
    }

    /** Reads what the sinks get from time to time, so that little is left to be read in the end. */
    interface Reading extends AutoCloseable {
        @Override
        void close();
    }

    Reading read() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleWithFixedDelay(this::tryToRead, RHYTHM.toSeconds(), RHYTHM.toSeconds(), TimeUnit.SECONDS);
        return timer::shutdown;
    }

    /** A sink may be away just now. */
    private void tryToRead() {
        try {
            all();
        } catch (RuntimeException | IOException e) {
            LOG.debug("A sink could not be read, and will be again", e);
        }
    }

    /** Waits until nothing has come for a while, or for some minutes. */
    void awaitQuiet() throws IOException, InterruptedException {
        long began = System.nanoTime();
        all();
        while (System.nanoTime() - last() < QUIET.toNanos() && System.nanoTime() - began < LONGEST.toNanos()) {
            TimeUnit.SECONDS.sleep(1);
            all();
        }
    }

    /** When something had come since the look before, by {@link System#nanoTime}. */
    synchronized long last() {
        return last;
    }

    /** What all of them have got. */
    synchronized List<Deliveries> all() throws IOException {
        List<Deliveries> deliveries = new ArrayList<>();
        long now = 0;
        for (SinkReader sink : sinks) {
            Deliveries given = sink.read();
            deliveries.add(given);
            now += given.streams().stream().mapToLong(List::size).sum();
        }
        if (now != count) {
            count = now;
            last = System.nanoTime();
        }
        return deliveries;
    }
}

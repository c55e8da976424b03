package dev.healthevents.standin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What goes on in a small radiology department: images are stored one after the other; of every four hundred, a study, the
 * first hundred are updated together later, and the last twenty deleted.
 */
public final class ChangeFeedTraffic implements AutoCloseable {

    private static final long FIRST = 1_000_000;
    private static final int STUDY = 400;

    private final ChangeFeedServer server;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dicom-traffic");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> going;
    private long stored;

    public ChangeFeedTraffic(ChangeFeedServer server) {
        this.server = server;
    }

    /** Stores one image after the other from now on. */
    public void start(Duration rhythm) {
        going = clockwork.scheduleAtFixedRate(this::step, 0, rhythm.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stores none from now on, until it is started again. */
    public void pause() {
        going.cancel(false);
    }

    private void step() {
        long first = FIRST + stored / STUDY * STUDY;
        server.create(DicomInstance.of(FIRST + stored));
        stored++;
        if (stored % STUDY == STUDY / 2) {
            server.update(instances(first, first + 100));
        } else if (stored % STUDY == 0) {
            server.delete(instances(first + STUDY - 20, first + STUDY));
        }
    }

    private static List<DicomInstance> instances(long from, long to) {
        return LongStream.range(from, to).mapToObj(DicomInstance::of).toList();
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}

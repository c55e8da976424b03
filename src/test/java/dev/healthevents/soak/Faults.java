package dev.healthevents.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the faults of a schedule happen, those of one place one after the other. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Map<Fault, Trouble> troubles;
    private final Queue<PlannedFault> happened = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    Faults(Map<Fault, Trouble> troubles) {
        this.troubles = troubles;
    }

    /** Returns when all are over and mended. */
    void run(List<PlannedFault> schedule) {
        long began = System.nanoTime();
        Executor threads = work -> new Thread(work, "faults").start();
        Map<Place, List<PlannedFault>> places =
                schedule.stream().collect(Collectors.groupingBy(planned -> planned.fault().place));
        CompletableFuture.allOf(places.values().stream()
                        .map(place -> CompletableFuture.runAsync(
                                () -> place.forEach(planned -> happen(planned, began)), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Those that did. */
    List<PlannedFault> happened() {
        return List.copyOf(happened);
    }

    /** Those that could not be brought about or mended, with why. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    private void happen(PlannedFault planned, long began) {
        waitUntil(began + planned.at().toNanos());
        LOG.info("{}", planned);
        Trouble trouble = troubles.get(planned.fault());
        try {
            try {
                trouble.begin().run();
                happened.add(planned);
                waitUntil(System.nanoTime() + planned.lasts().toNanos());
            } finally {
                trouble.end().run();
            }
        } catch (Exception | Error e) {
            LOG.error("{} failed", planned, e);
            failed.add(planned + ": " + e);
        }
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, Duration.ofSeconds(1).toNanos()));
        }
    }
}

package dev.healthevents.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Looks at who reads every now and then, to see whether it grows. */
final class Growth implements AutoCloseable {

    private static final int THIRDS = 3;
    private static final long REST_SECONDS = 10;

    private final Stage stage;
    private final Path scratch;
    private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private final long began = System.nanoTime();

    Growth(Stage stage, Path scratch) {
        this.stage = stage;
        this.scratch = scratch;
        clockwork.scheduleWithFixedDelay(this::look, REST_SECONDS, REST_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            Sample sample = Sample.of(stage.owner().pid(), second, scratch);
            if (sample != null) {
                samples.add(sample);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The median of each third of the time; 0 where there was no look. */
    List<Long> thirds(ToLongFunction<Sample> figure) {
        long end = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;
        List<Long> thirds = new ArrayList<>();
        for (int third = 0; third < THIRDS; third++) {
            long from = end * third / THIRDS;
            long until = end * (third + 1) / THIRDS;
            List<Long> sorted = List.copyOf(samples).stream()
                    .filter(sample -> sample.second() >= from && sample.second() < until)
                    .map(figure::applyAsLong)
                    .sorted()
                    .toList();
            thirds.add(sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2));
        }
        return thirds;
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}

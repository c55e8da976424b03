package dev.healthevents.feed.dicomweb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Studies that are looked at for a while whatever their date: somebody said that something happened to them, or something
 * did. For use by several threads.
 */
final class Hot {

    /** Images of a study follow each other, and what a modality announces may take a while to be found. */
    private static final Duration WHILE = Duration.ofMinutes(1);

    private static final int MOST = 1_000;

    private final Map<String, Long> until = new LinkedHashMap<>();
    private final LongSupplier nanos;

    Hot(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void add(String study) {
        if (until.size() < MOST || until.containsKey(study)) {
            until.put(study, nanos.getAsLong() + WHILE.toNanos());
        }
    }

    /** The next ones to look at, each in its turn. */
    synchronized List<String> next(int limit) {
        until.values().removeIf(end -> end - nanos.getAsLong() < 0);
        List<String> next = new ArrayList<>(until.keySet()).subList(0, Math.min(limit, until.size()));
        for (String study : next) {
            until.put(study, until.remove(study));
        }
        return next;
    }
}

package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.dicom.Uids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What was missing at a first look. Only what is missing at a second one too, some time later, is taken for deleted. For
 * one thread.
 */
final class Suspicions {

    /**
     * @param since when the first look was
     * @param images which; {@code null} for all of the study, as its list was not asked for
     * @param count how many those are
     */
    private record Missing(long since, Set<Uids> images, int count) {}

    private final Map<String, Missing> byStudy = new HashMap<>();
    private final LongSupplier nanos;
    private final long delay;
    private long count;

    /** @param delay between the two looks, at the least */
    Suspicions(LongSupplier nanos, Duration delay) {
        this.nanos = nanos;
        this.delay = delay.toNanos();
    }

    /** Takes note that a study is not in a list where it should be. */
    void missing(String study, int images) {
        if (!byStudy.containsKey(study)) {
            put(study, new Missing(nanos.getAsLong(), null, images));
        }
    }

    /**
     * Takes note of a look at a study.
     *
     * @param missing images that were not there
     * @return those of them that were not there at a look before either
     */
    Set<Uids> confirmed(String study, Set<Uids> missing) {
        Missing before = byStudy.get(study);
        if (missing.isEmpty() || before == null) {
            forget(study);
            first(study, missing);
            return Set.of();
        }
        if (nanos.getAsLong() - before.since() < delay) {
            return Set.of();
        }
        Set<Uids> confirmed = new HashSet<>(missing);
        if (before.images() != null) {
            confirmed.retainAll(before.images());
        }
        Set<Uids> rest = new HashSet<>(missing);
        rest.removeAll(confirmed);
        forget(study);
        first(study, rest);
        return confirmed;
    }

    private void first(String study, Set<Uids> missing) {
        if (!missing.isEmpty()) {
            put(study, new Missing(nanos.getAsLong(), Set.copyOf(missing), missing.size()));
        }
    }

    private void put(String study, Missing missing) {
        byStudy.put(study, missing);
        count += missing.count();
    }

    /** Takes note that a study turned out to be there. */
    void forget(String study) {
        Missing before = byStudy.remove(study);
        count -= before == null ? 0 : before.count();
    }

    /** Forgets all of them. */
    void clear() {
        byStudy.clear();
        count = 0;
    }

    boolean isEmpty() {
        return byStudy.isEmpty();
    }

    boolean contains(String study) {
        return byStudy.containsKey(study);
    }

    /** How many images are missing. */
    long images() {
        return count;
    }

    /** Studies whose second look is due. */
    List<String> due(int limit) {
        List<String> due = new ArrayList<>();
        for (Map.Entry<String, Missing> one : byStudy.entrySet()) {
            if (due.size() < limit && nanos.getAsLong() - one.getValue().since() >= delay) {
                due.add(one.getKey());
            }
        }
        return due;
    }
}

package dev.healthevents.feed.orthanc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives out sequence numbers: Orthanc's Seq where there is one, and numbers of our own after the highest where there is
 * none. A Seq that turns out to be among our own, because Orthanc had not counted so far when we gave it, gets the next
 * number of our own. So no number is given twice, and those of one instance grow. For one thread at a time.
 */
final class Numbers {

    /** Where a row has such an old number, it was read long ago, and need not be told from ours. */
    static final int MOST_RANGES = 10_000;

    /** As many rows as windows may hold that were read and are not committed. */
    private static final int MOST_MOVED = 100_000;

    private final TreeMap<Long, OwnNumbers> own = new TreeMap<>();
    private final Map<Long, Long> moved = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_MOVED;
        }
    };
    private long highest;

    /**
     * @param given those of our own that were given before
     * @param highest the highest number that was given before
     */
    Numbers(List<OwnNumbers> given, long highest) {
        given.forEach(range -> own.put(range.first(), range));
        this.highest = given.isEmpty()
                ? highest
                : Math.max(highest, given.get(given.size() - 1).last());
    }

    /** The number of a row that has none yet; the same once more, should its window fail. */
    long of(long seq) {
        Long before = moved.get(seq);
        return before != null ? before : fresh(seq);
    }

    private long fresh(long seq) {
        Map.Entry<Long, OwnNumbers> before = own.floorEntry(seq);
        if (before != null && before.getValue().contains(seq)) {
            long number = next(0);
            moved.put(seq, number);
            return number;
        }
        highest = Math.max(highest, seq);
        return seq;
    }

    /**
     * A number of our own.
     *
     * @param lastSeq the highest Seq that Orthanc has given, and that we may have yet to read
     */
    long next(long lastSeq) {
        long number = Math.max(highest, lastSeq) + 1;
        Map.Entry<Long, OwnNumbers> newest = own.lastEntry();
        boolean joins = newest != null && newest.getValue().last() == number - 1;
        long first = joins ? newest.getKey() : number;
        own.put(first, new OwnNumbers(first, number));
        highest = number;
        if (own.size() > MOST_RANGES) {
            own.pollFirstEntry();
        }
        return number;
    }

    /** The ranges that hold these numbers, as far as they are ours, as they are now. */
    List<OwnNumbers> ranges(List<Long> numbers) {
        Map<Long, OwnNumbers> found = new LinkedHashMap<>();
        for (long number : numbers) {
            Map.Entry<Long, OwnNumbers> before = own.floorEntry(number);
            if (before != null && before.getValue().contains(number)) {
                found.put(before.getKey(), before.getValue());
            }
        }
        return new ArrayList<>(found.values());
    }
}

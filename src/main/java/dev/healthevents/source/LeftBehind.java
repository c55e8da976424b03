package dev.healthevents.source;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far a sink is with a partition that was left behind: it gets what it has not got yet from the topic at its own pace,
 * and what others have already counts for them. Not for use by several threads.
 */
final class LeftBehind {

    private final NavigableMap<Long, Integer> open = new TreeMap<>();
    private long next;
    private boolean follows;

    /** @param next nothing from here on was handed to it */
    LeftBehind(long next) {
        this.next = next;
    }

    /** Has it be left behind once more, from here on. */
    void again(long position) {
        next = position;
        follows = false;
    }

    void opened(Collection<Long> offsets) {
        offsets.forEach(offset -> open.merge(offset, 1, Integer::sum));
    }

    void done(long offset) {
        open.computeIfPresent(offset, (any, times) -> times == 1 ? null : times - 1);
    }

    /** Nothing from here on was handed to it. */
    long next() {
        return next;
    }

    /** Takes note that it was handed all before this. */
    void handed(long position) {
        next = Math.max(next, position);
    }

    /** Has it get again what all others get. */
    void follow() {
        follows = true;
    }

    /** Whether it gets what all others get. */
    boolean follows() {
        return follows;
    }

    /** Whether it has all that it was behind with. */
    boolean over() {
        return follows && open.isEmpty();
    }

    /** All before this it has. */
    long done() {
        return open.isEmpty() ? next : Math.min(next, open.firstKey());
    }

    /** How many records are on their way to it. */
    int size() {
        return open.size();
    }
}

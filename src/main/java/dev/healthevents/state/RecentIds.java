package dev.healthevents.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The ids of one source that may come again, kept by the time until which a window may show them, so that forgetting
 * drops whole sets.
 */
final class RecentIds {

    private static final int SETS = 4;

    /** Of ids that were added last, and can be told one by one. */
    private static final int LAST = 500;

    private final Duration retention;
    private final long span;
    private final TreeMap<Long, IdSet> sets = new TreeMap<>();
    private Instant from;
    private Instant leftOut = Instant.MIN;
    private final Deque<Collection<UUID>> last = new ArrayDeque<>();
    private long inLast;
    private long adds;

    /**
     * @param retention how long an id is remembered, mostly
     * @param from all that a window from there on may show are in here
     */
    RecentIds(Duration retention, Instant from) {
        this.retention = retention;
        this.span = retention.dividedBy(SETS).toMillis() + 1;
        this.from = from;
    }

    Duration retention() {
        return retention;
    }

    synchronized Instant from() {
        return from;
    }

    synchronized boolean contains(UUID id) {
        for (IdSet ids : sets.values()) {
            if (ids.contains(id)) {
                return true;
            }
        }
        return false;
    }

    /** Takes note that ids were not added which a window until then may show. */
    synchronized void leaveOut(Instant until) {
        leftOut = until.isAfter(leftOut) ? until : leftOut;
    }

    /** Until when a window may show ids that were never added. */
    synchronized Instant leftOut() {
        return leftOut;
    }

    /** @param until no window that begins later shows them */
    synchronized void add(Instant until, Collection<UUID> ids) {
        IdSet set = sets.computeIfAbsent(Math.floorDiv(until.toEpochMilli(), span), any -> new IdSet());
        ids.forEach(set::add);
        adds++;
        last.add(ids);
        inLast += ids.size();
        while (inLast > LAST) {
            inLast -= last.remove().size();
        }
    }

    /** How often ids were added. */
    synchronized long adds() {
        return adds;
    }

    /**
     * The ids that were added since.
     *
     * @param before what {@link #adds} said
     * @return empty where they are too many to be told
     */
    synchronized Optional<Stream<UUID>> addedAfter(long before) {
        long since = adds - before;
        return since > last.size()
                ? Optional.empty()
                : Optional.of(
                        List.copyOf(last).stream().skip(last.size() - since).flatMap(Collection::stream));
    }

    /** Drops the sets of which no window from there on shows anything. */
    synchronized void forgetBefore(Instant instant) {
        from = instant.isAfter(from) ? instant : from;
        sets.headMap(Math.floorDiv(instant.toEpochMilli(), span), false).clear();
    }

    /** The latest time, to a quarter of the retention, until which a window may show one of them, up to a limit. */
    synchronized Instant latest(Instant limit) {
        Map.Entry<Long, IdSet> last = sets.floorEntry(Math.floorDiv(limit.toEpochMilli(), span));
        return last == null ? Instant.EPOCH : Instant.ofEpochMilli((last.getKey() + 1) * span);
    }

    synchronized void clear() {
        sets.clear();
        last.clear();
        inLast = 0;
    }

    synchronized int size() {
        return sets.values().stream().mapToInt(IdSet::size).sum();
    }

    synchronized long bytes() {
        return sets.values().stream().mapToLong(ids -> 8L * ids.slots()).sum();
    }
}

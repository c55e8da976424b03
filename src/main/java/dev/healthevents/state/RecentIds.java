package dev.healthevents.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.UUID;

/** The ids of one source that may come again, kept by age so that forgetting drops whole sets. */
final class RecentIds {

    private record Generation(Instant began, IdSet ids) {

        /** Also what is a little older, since clocks of a cluster differ; not what is much older: that clock was set. */
        boolean takes(Instant at, Duration span) {
            return at.isBefore(began.plus(span)) && !at.isBefore(began.minus(span));
        }
    }

    private final Duration retention;
    private final Duration span;
    private final Deque<Generation> generations = new ArrayDeque<>();

    /** @param retention how long an id must be remembered */
    RecentIds(Duration retention) {
        this.retention = retention;
        this.span = retention.dividedBy(4).plusMillis(1);
    }

    Duration retention() {
        return retention;
    }

    synchronized boolean contains(UUID id) {
        for (Generation generation : generations) {
            if (generation.ids.contains(id)) {
                return true;
            }
        }
        return false;
    }

    synchronized void add(Instant at, Collection<UUID> ids) {
        Generation of = generations.stream()
                .filter(generation -> generation.takes(at, span))
                .findFirst()
                .orElse(null);
        if (of == null) {
            of = new Generation(at, new IdSet());
            generations.addFirst(of);
        }
        ids.forEach(of.ids::add);
    }

    /** Drops the generations in which nothing is as young as that. */
    synchronized void forgetBefore(Instant instant) {
        generations.removeIf(generation -> !generation.began.plus(span).isAfter(instant));
    }

    synchronized void clear() {
        generations.clear();
    }

    synchronized int size() {
        return generations.stream()
                .mapToInt(generation -> generation.ids.size())
                .sum();
    }

    synchronized long bytes() {
        return generations.stream()
                .mapToLong(generation -> 8L * generation.ids.slots())
                .sum();
    }
}

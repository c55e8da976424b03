package dev.healthevents.camel;

import dev.healthevents.event.HealthEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The events that were announced last, for people to look at. Kept in memory only. */
public final class RecentEvents {

    /** How many are kept. */
    public static final int CAPACITY = 1_000;

    private final Deque<HealthEvent> newestFirst = new ArrayDeque<>();

    synchronized void add(List<HealthEvent> events) {
        for (HealthEvent event : events.subList(Math.max(0, events.size() - CAPACITY), events.size())) {
            newestFirst.addFirst(event);
        }
        while (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
    }

    /**
     * The newest events, newest first.
     *
     * @param limit how many at the most
     */
    public synchronized List<HealthEvent> newest(int limit) {
        return newestFirst.stream().limit(limit).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
}

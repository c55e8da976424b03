package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** The events that were announced last, for people to look at. Kept in memory only. */
public final class RecentEvents {

    /** How many are kept. */
    public static final int CAPACITY = 1_000;

    private final Deque<HealthEvent> newestFirst = new ArrayDeque<>();
    private final Set<Consumer<List<HealthEvent>>> followers = new CopyOnWriteArraySet<>();

    synchronized void add(List<HealthEvent> events) {
        for (HealthEvent event : events.subList(Math.max(0, events.size() - CAPACITY), events.size())) {
            newestFirst.addFirst(event);
        }
        while (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
        followers.forEach(follower -> follower.accept(events));
    }

    /**
     * Has somebody told of all events from now on, oldest first.
     *
     * @param follower called by whoever reads the source, so it must return at once
     * @return the events before those, newest first
     */
    public synchronized List<HealthEvent> follow(Consumer<List<HealthEvent>> follower) {
        followers.add(follower);
        return List.copyOf(newestFirst);
    }

    public void unfollow(Consumer<List<HealthEvent>> follower) {
        followers.remove(follower);
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

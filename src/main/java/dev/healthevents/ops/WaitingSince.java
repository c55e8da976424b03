package dev.healthevents.ops;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Since when the events of one outbox have waited, without a time in each of its rows: events come in the order of their
 * places, so it is enough to know now and then how far those went. For use by several threads; its memory has a bound.
 */
final class WaitingSince {

    private record Mark(Instant at, long lastPosition) {}

    private final int capacity;
    private final Deque<Mark> marks = new ArrayDeque<>();

    /** @param capacity how many marks are kept: when there are more, every second one goes */
    WaitingSince(int capacity) {
        this.capacity = capacity;
    }

    /** Takes note that every event up to this place had come by then. */
    synchronized void mark(Instant at, long lastPosition) {
        if (!marks.isEmpty() && marks.getLast().lastPosition >= lastPosition) {
            return;
        }
        marks.addLast(new Mark(at, lastPosition));
        if (marks.size() > capacity) {
            List<Mark> all = new ArrayList<>(marks);
            marks.clear();
            for (int i = 1; i < all.size(); i += 2) {
                marks.addLast(all.get(i));
            }
            if (all.size() % 2 == 1) {
                marks.addLast(all.get(all.size() - 1));
            }
        }
    }

    /**
     * When the event at this place had come at the latest: at the first mark after it. What had come before the first
     * mark of all has that one's time.
     *
     * @param now what is returned if there was no mark since
     */
    synchronized Instant since(long position, Instant now) {
        while (!marks.isEmpty() && marks.getFirst().lastPosition < position) {
            marks.removeFirst();
        }
        return marks.isEmpty() ? now : marks.getFirst().at;
    }
}

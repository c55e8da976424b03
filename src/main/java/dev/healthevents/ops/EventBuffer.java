package dev.healthevents.ops;

import dev.healthevents.event.HealthEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one follower of the events has still to be sent. Whoever puts events in never waits: where more come than are
 * taken out, the oldest are skipped, and counted.
 */
final class EventBuffer {

    /**
     * What is to be sent together.
     *
     * @param events oldest first
     * @param skipped how many before those are left out
     */
    record Batch(List<HealthEvent> events, long skipped) {}

    private final EventFilter filter;
    private final int capacity;
    private final Deque<HealthEvent> events = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private long skipped;
    private boolean closed;

    EventBuffer(EventFilter filter, int capacity) {
        this.filter = filter;
        this.capacity = capacity;
    }

    /** @param added oldest first */
    void add(Collection<HealthEvent> added) {
        lock.lock();
        try {
            for (HealthEvent event : added) {
                if (filter.takes(event)) {
                    events.addLast(event);
                    if (events.size() > capacity) {
                        events.removeFirst();
                        skipped++;
                    }
                }
            }
            if (!events.isEmpty()) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes everything out, when there is something, or after a time; for one thread.
     *
     * @return {@code null} when it is closed
     */
    Batch take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (events.isEmpty() && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            Batch batch = new Batch(new ArrayList<>(events), skipped);
            events.clear();
            skipped = 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of whoever takes out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless it is closed. */
    void rest(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = filled.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

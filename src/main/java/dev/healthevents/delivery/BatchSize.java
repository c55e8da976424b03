package dev.healthevents.delivery;

/**
 * How many events to offer at once: half as many after a failure, and more after each success, carefully where it was too
 * many and no single event was to blame. For one thread.
 */
final class BatchSize {

    private final int most;
    private int events;
    private int proven;

    BatchSize(int most) {
        this.most = most;
        this.events = most;
        this.proven = most;
    }

    int events() {
        return events;
    }

    void halve(int failed) {
        events = Math.max(1, failed / 2);
        proven = events;
    }

    void fewer() {
        events = Math.max(1, events / 2);
    }

    void one() {
        events = 1;
    }

    /** It was one event's doing, and not that there were too many. */
    void blamed() {
        proven = most;
    }

    /** @param taken how many were; fewer than were asked for, as where their bytes were enough, prove nothing */
    void succeeded(int taken) {
        if (taken < events) {
            return;
        }
        int more = events < proven ? Math.min(2 * events, proven) : events + Math.max(1, events / 16);
        events = Math.min(most, more);
    }
}

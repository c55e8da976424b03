package dev.healthevents.delivery;

import dev.healthevents.state.OutboxRow;
import java.util.List;

/**
 * How many events to offer at once: half as many after a failure, and more after each success, carefully where it was too
 * many and no single event was to blame. For one thread.
 */
final class BatchSize {

    private final int most;
    private final long mostBytes;
    private int events;
    private int proven;

    BatchSize(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.events = most;
        this.proven = most;
    }

    int events() {
        return events;
    }

    /** As many of the first of these as may be offered at once, at least one where there is one. */
    List<OutboxRow> cut(List<OutboxRow> rows) {
        int count = 0;
        long bytes = 0;
        for (OutboxRow row : rows) {
            bytes += row.event().length;
            if (count > 0 && (count == events || bytes > mostBytes)) {
                break;
            }
            count++;
        }
        return rows.subList(0, count);
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

    void succeeded() {
        int more = events < proven ? Math.min(2 * events, proven) : events + Math.max(1, events / 16);
        events = Math.min(most, more);
    }
}

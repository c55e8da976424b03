package dev.healthevents.delivery;

import dev.healthevents.state.OutboxRow;
import java.util.List;

/** How many events to offer at once: fewer after a failure, and twice as many after each success. For one thread. */
final class BatchSize {

    private final int most;
    private final long mostBytes;
    private int events;

    BatchSize(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.events = most;
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
    }

    void one() {
        events = 1;
    }

    void succeeded() {
        events = Math.min(most, 2 * events);
    }
}

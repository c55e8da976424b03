package dev.healthevents.delivery;

import dev.healthevents.state.OutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A batch that is under way. What is written by the thread that offers it is read when it has come back. */
final class Request {

    /** How often the sink had failed as a whole when it began. */
    final int round;

    /** How many requests the sink had taken when it began. */
    final long takenBefore;

    private final long began = System.nanoTime();
    private final List<OutboxRow> rows;
    private Throwable failure;

    Request(List<OutboxRow> rows, int round, long takenBefore) {
        this.rows = new ArrayList<>(rows);
        this.round = round;
        this.takenBefore = takenBefore;
    }

    List<OutboxRow> rows() {
        return rows;
    }

    boolean alone() {
        return rows.size() == 1;
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void failed(Throwable reason) {
        failure = reason;
    }

    /** Why the sink did not take it, or {@code null} if it did. */
    Throwable failure() {
        return failure;
    }
}

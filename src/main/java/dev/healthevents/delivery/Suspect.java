package dev.healthevents.delivery;

import dev.healthevents.state.OutboxRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a sink that does not answer from an event that makes it not answer: while nothing gets through, events of other
 * subjects are tried in turn; one that fails alone again, right after another got through, is to blame. For one thread.
 */
final class Suspect {

    /** How many events there are to choose from. */
    static final int CHOICES = 20;

    private static final int BEFORE_OTHERS = 2;

    private OutboxRow row;
    private boolean succeeded = true;
    private int failures;

    /** Whether events of other subjects are to be tried. */
    boolean isBlocking() {
        return failures >= BEFORE_OTHERS;
    }

    /** One of these to offer: each time that of another subject. */
    List<OutboxRow> choose(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return rows;
        }
        Map<String, OutboxRow> firsts = new LinkedHashMap<>();
        rows.forEach(candidate -> firsts.putIfAbsent(candidate.subject(), candidate));
        List<OutboxRow> candidates = List.copyOf(firsts.values());
        return List.of(candidates.get((failures - 1) % candidates.size()));
    }

    void succeeded() {
        succeeded = true;
        failures = 0;
    }

    /** Takes note that an event failed alone, because the sink did not answer; whether that is the event's doing. */
    boolean isToBlame(OutboxRow failed) {
        boolean again = row != null && row.position() == failed.position();
        boolean blamed = again && succeeded;
        if (!again && failures == 0) {
            row = failed;
        }
        succeeded = false;
        failures = blamed ? 0 : failures + 1;
        if (blamed) {
            row = null;
        }
        return blamed;
    }
}

package dev.healthevents.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of an outbox that came last, for as long as there is room for them in memory: who takes events out need not ask the
 * database for what was written a moment ago. What it holds is all that the database has from a position on; as
 * long as that may have older rows, they are to be taken from there. Any thread may call it.
 */
final class YoungestRows {

    private final Room room;
    private final Deque<OutboxRow> rows = new ArrayDeque<>();
    private long next = -1;
    private long since;
    private boolean older = true;
    private long changes;

    YoungestRows(Room room) {
        this.room = room;
    }

    /** Begins anew, with what the database has. */
    synchronized void begin(long lastPosition) {
        next = lastPosition + 1;
        leaveToDatabase();
    }

    /** Takes rows that have committed. Where they do not follow the last ones, it is not known what became of those between. */
    synchronized void add(List<OutboxRow> committed) {
        if (committed.isEmpty()) {
            return;
        }
        boolean follow = committed.get(0).position() == next;
        long end = committed.get(committed.size() - 1).position() + 1;
        if (follow && room.take(bytes(committed))) {
            // Only then: without memory for them there is a gap after them.
            rows.addAll(committed);
            next = end;
        } else {
            next = end;
            leaveToDatabase();
        }
    }

    private void leaveToDatabase() {
        room.giveBack(bytes(rows));
        rows.clear();
        since = next;
        older = true;
        changes++;
    }

    /**
     * Those after a position, in order: so many and so many bytes of them at the most, at least one.
     *
     * @return none where the database is to be asked
     */
    synchronized List<OutboxRow> after(long position, int limit, long bytes) {
        if (older && position < since - 1) {
            return List.of();
        }
        while (!rows.isEmpty() && rows.peek().position() <= position) {
            // Nobody asks for it again before it was left to the database.
            since = rows.peek().position() + 1;
            older = true;
            forgetFirst();
        }
        List<OutboxRow> first = new ArrayList<>(Math.min(limit, rows.size()));
        long left = bytes;
        for (OutboxRow row : rows) {
            left -= row.bytes();
            if (first.size() == limit || left < 0 && !first.isEmpty()) {
                break;
            }
            first.add(row);
        }
        return first;
    }

    private void forgetFirst() {
        room.giveBack(bytes(rows.remove()));
    }

    /** To be handed to {@link #seen} after a look into the database. */
    synchronized long look() {
        return changes;
    }

    /**
     * Takes note of what the database has.
     *
     * @param look what {@link #look} said before
     * @param first the first rows there are
     */
    synchronized void seen(long look, List<OutboxRow> first) {
        if (look == changes && (first.isEmpty() || first.get(0).position() >= since)) {
            older = false;
        }
    }

    /** Takes note of rows that the database has no more. */
    synchronized void remove(Collection<OutboxRow> gone) {
        Set<Long> positions = new HashSet<>();
        for (OutboxRow row : gone) {
            if (!rows.isEmpty() && rows.peek().position() == row.position()) {
                forgetFirst();
            } else if (row.position() >= since) {
                positions.add(row.position());
            }
        }
        if (!positions.isEmpty()) {
            long before = bytes(rows);
            rows.removeIf(row -> positions.contains(row.position()));
            room.giveBack(before - bytes(rows));
        }
    }

    private static long bytes(Collection<OutboxRow> rows) {
        long bytes = 0;
        for (OutboxRow row : rows) {
            bytes += bytes(row);
        }
        return bytes;
    }

    private static long bytes(OutboxRow row) {
        return row.bytes() + 4L * row.subject().length();
    }
}

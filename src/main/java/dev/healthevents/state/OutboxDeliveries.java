package dev.healthevents.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes events out of an outbox: delivered, put aside, or given up. For one thread at a time.
 *
 * <p>What the database refuses to take note of is told to it again before more events are handed out: who delivered on
 * would deliver the same ones again after the next start.
 */
public final class OutboxDeliveries {

    /** Of events of which only one is offered. */
    private static final long CHOICE_BYTES = 4 * Outbox.MOST_BYTES;

    private final StateDatabase database;
    private final Outbox outbox;
    private final String sink;
    private final long bytes;
    private final Set<String> waiting = new HashSet<>();
    private Instant nextDue;
    private Instant latest = Instant.MIN;
    private StateDatabase.Work<Integer> untold;
    private List<OutboxRow> untoldGone = List.of();
    private boolean loaded;

    OutboxDeliveries(StateDatabase database, Outbox outbox, long bytes) {
        this.database = database;
        this.outbox = outbox;
        this.sink = outbox.sink();
        this.bytes = bytes;
    }

    /**
     * The events to offer next: those that were put aside and whose time has come, else those that have waited longest.
     * None of them follows one of the same subject that is still put aside.
     *
     * @param limit how many at the most
     * @throws StateException if the database refuses it
     */
    public List<OutboxRow> next(Instant now, int limit) {
        List<OutboxRow> due = due(now, limit);
        return due.isEmpty() ? fresh(limit, bytes) : due;
    }

    /** As {@link #next}, but both: first those that were put aside, of which the first only. */
    public List<OutboxRow> choice(Instant now, int limit) {
        List<OutboxRow> rows = new ArrayList<>(due(now, 1));
        rows.addAll(fresh(limit, CHOICE_BYTES));
        return rows;
    }

    private List<OutboxRow> due(Instant now, int limit) {
        settle(now);
        return nextDue == null || nextDue.isAfter(now)
                ? List.of()
                : database.read(connection -> WaitingRows.due(connection, sink, now, limit, bytes));
    }

    private List<OutboxRow> fresh(int limit, long most) {
        List<OutboxRow> rows = outbox.first(limit, most);
        while (!waiting.isEmpty() && !rows.isEmpty()) {
            List<OutboxRow> following =
                    rows.stream().filter(row -> waiting.contains(row.subject())).toList();
            if (following.isEmpty()) {
                return rows;
            }
            tell(following, connection -> {
                WaitingRows.save(connection, sink, following, null);
                outbox.delete(connection, following);
                return 0;
            });
            rows = outbox.first(limit, most);
        }
        if (rows.isEmpty() && waiting.isEmpty() && outbox.pending() > 0) {
            outbox.doubt();
        }
        return rows;
    }

    private void settle(Instant now) {
        if (untold != null) {
            tell(untoldGone, untold);
        }
        outbox.settleDoubt();
        boolean setBack = now.isBefore(latest);
        latest = now;
        if (!loaded || setBack) {
            tell(List.of(), connection -> {
                WaitingRows.offerThoseOfTheFuture(connection, sink, now);
                return 0;
            });
            waiting.clear();
            waiting.addAll(database.read(connection -> WaitingRows.subjects(connection, sink)));
            lookWhenDue();
            loaded = true;
        }
    }

    private void lookWhenDue() {
        nextDue = database.read(connection -> WaitingRows.nextDue(connection, sink));
    }

    /** When the next event that is put aside is offered again, or {@code null} if none waits for a time. */
    public Instant nextDue() {
        return nextDue;
    }

    /** How many subjects have events that are put aside. */
    public int waitingSubjects() {
        return waiting.size();
    }

    /** Takes delivered events out; what waited for them is next. */
    public void delivered(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (!rows.get(0).aside()) {
            tell(rows, connection -> outbox.delete(connection, rows));
            return;
        }
        tell(List.of(), connection -> {
            int deleted = WaitingRows.delete(connection, sink, rows);
            release(connection, rows);
            return deleted;
        });
        released(rows);
    }

    /** Puts an event aside; what follows it of the same subject waits for it. */
    public void putAside(OutboxRow row, Attempts attempts, Instant next) {
        OutboxRow waits = row.aside(attempts);
        tell(row.aside() ? List.of() : List.of(row), connection -> {
            WaitingRows.save(connection, sink, List.of(waits), next);
            if (row.aside()) {
                WaitingRows.hold(connection, sink, row);
            } else {
                outbox.delete(connection, List.of(row));
            }
            return 0;
        });
        waiting.add(row.subject());
        lookWhenDue();
    }

    /** Gives an event up; what waited for it is next. */
    public void giveUp(OutboxRow row, DeadLetter letter) {
        tell(row.aside() ? List.of() : List.of(row), connection -> {
            DeadLetters.write(connection, List.of(letter));
            if (!row.aside()) {
                return outbox.delete(connection, List.of(row));
            }
            int deleted = WaitingRows.delete(connection, sink, List.of(row));
            release(connection, List.of(row));
            return deleted;
        });
        if (row.aside()) {
            released(List.of(row));
        }
    }

    private void release(Connection connection, List<OutboxRow> rows) throws SQLException {
        for (String subject : subjects(rows)) {
            WaitingRows.release(connection, sink, subject);
        }
    }

    private void released(List<OutboxRow> rows) {
        database.read(connection -> {
            for (String subject : subjects(rows)) {
                if (!WaitingRows.holds(connection, sink, subject)) {
                    waiting.remove(subject);
                }
            }
            return null;
        });
        lookWhenDue();
    }

    private static Set<String> subjects(List<OutboxRow> rows) {
        Set<String> subjects = new LinkedHashSet<>();
        rows.forEach(row -> subjects.add(row.subject()));
        return subjects;
    }

    /**
     * @param gone what is not in the table of those that wait in line any more, delivered or not
     * @param work may be done twice, and returns how many events have left the outbox
     */
    private void tell(List<OutboxRow> gone, StateDatabase.Work<Integer> work) {
        untold = work;
        untoldGone = gone;
        boolean known = loaded;
        loaded = false;
        try {
            database.write(work, left -> outbox.left(left, gone));
            untold = null;
            loaded = known;
        } catch (CommitUnknownException e) {
            outbox.doubt();
            throw e;
        }
    }
}

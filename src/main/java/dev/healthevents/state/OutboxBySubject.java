package dev.healthevents.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Takes events out of an outbox, many under way at a time: it hands each out once, and what becomes of them may be told
 * in any order, but for that of a subject's. For one thread at a time.
 *
 * <p>What the database refuses to take note of is for the caller to tell again before more is taken out: all that is told
 * here may be told twice.
 */
public final class OutboxBySubject {

    private final StateDatabase database;
    private final Outbox outbox;
    private final String sink;
    private final Set<String> waiting = new HashSet<>();
    private Instant due;
    private Instant latest = Instant.MIN;
    private long last = Outbox.BEFORE_ALL;
    private long emptyAt = -1;
    private boolean loaded;

    OutboxBySubject(StateDatabase database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
        this.sink = outbox.sink();
    }

    /**
     * Clears doubts about what waits, before anything is taken out.
     *
     * @return whether there was one: what was handed out and is not under way is to be forgotten, and comes again
     * @throws StateException if the database refuses it
     */
    public boolean settle(Instant now) {
        boolean doubted = outbox.settleDoubt();
        boolean setBack = now.isBefore(latest);
        latest = now;
        if (!loaded || setBack) {
            write(List.of(), connection -> {
                WaitingRows.offerThoseOfTheFuture(connection, sink, now);
                WaitingRows.holdFollowing(connection, sink);
                return 0;
            });
            waiting.clear();
            waiting.addAll(database.read(connection -> WaitingRows.subjects(connection, sink)));
            due = Instant.EPOCH;
            loaded = true;
        }
        if (doubted) {
            last = Outbox.BEFORE_ALL;
            emptyAt = -1;
            due = Instant.EPOCH;
        }
        return doubted;
    }

    /** Whether there may be events that were not handed out, but for those that are put aside. */
    public boolean hasMore() {
        return emptyAt != outbox.arrivals();
    }

    /**
     * Those next in order after what was handed out before. What follows one of the same subject that is put aside is put
     * aside as well instead: so there may be none although {@link #hasMore there is more}.
     *
     * @param limit how many at the most
     * @param bytes how many bytes of them at the most, but for one that is larger
     * @throws StateException if the database refuses it
     */
    public List<OutboxRow> fresh(int limit, long bytes) {
        long arrivals = outbox.arrivals();
        List<OutboxRow> rows = outbox.after(last, limit, bytes);
        if (rows.isEmpty()) {
            emptyAt = arrivals;
            return rows;
        }
        List<OutboxRow> following =
                rows.stream().filter(row -> waiting.contains(row.subject())).toList();
        if (!following.isEmpty()) {
            write(following, connection -> moveAside(connection, following));
        }
        last = rows.get(rows.size() - 1).position();
        return rows.stream().filter(row -> !waiting.contains(row.subject())).toList();
    }

    /**
     * Those that were put aside and whose time has come.
     *
     * @param known how many of them were handed out, and are under way or will be
     * @param isKnown which ones, by their position
     */
    public List<OutboxRow> due(Instant now, int limit, long bytes, int known, LongPredicate isKnown) {
        if (due == null || due.isAfter(now)) {
            return List.of();
        }
        return database.read(connection -> {
            List<OutboxRow> rows = WaitingRows.due(connection, sink, now, limit, bytes, known, isKnown);
            if (rows.isEmpty()) {
                due = WaitingRows.nextDueAfter(connection, sink, now);
            }
            return rows;
        });
    }

    /** For how long there is nothing more of what is put aside, or {@code null} if nothing of it waits for a time. */
    public Duration untilDue(Instant now) {
        return due == null ? null : Duration.between(now, due);
    }

    /** How many subjects have events that are put aside. */
    public int waitingSubjects() {
        return waiting.size();
    }

    /** Sees to it that all is looked at again, as after a start: nothing is under way, and yet something waits. */
    public void doubt() {
        outbox.doubt();
    }

    /**
     * Takes delivered events out.
     *
     * @param ahead how many of those that wait behind one of them may be handed out next
     */
    public void delivered(Collection<OutboxRow> rows, int ahead) {
        write(rows, connection -> delete(connection, rows, ahead));
        released(rows);
    }

    /**
     * Puts an event aside.
     *
     * @param following what was handed out of those that follow it; as all that follows it, they wait for it
     */
    public void putAside(OutboxRow row, Attempts attempts, Instant next, List<OutboxRow> following) {
        List<OutboxRow> all = new ArrayList<>(following);
        all.add(row);
        write(all, connection -> {
            WaitingRows.save(connection, sink, List.of(row.aside(attempts)), next);
            outbox.delete(connection, inLine(List.of(row)));
            moveAside(connection, inLine(following));
            WaitingRows.hold(connection, sink, row);
            return 0;
        });
        waiting.add(row.subject());
        due = Instant.EPOCH;
    }

    /** Gives an event up; what follows it is next. */
    public void giveUp(OutboxRow row, DeadLetter letter, int ahead) {
        write(List.of(row), connection -> {
            DeadLetters.write(connection, List.of(letter));
            return delete(connection, List.of(row), ahead);
        });
        released(List.of(row));
    }

    /**
     * Has what follows events that are under way wait for them where it needs no memory.
     *
     * @param underWay the events, of any subjects
     * @param following what was handed out of those that follow them; it will come again
     * @return those under way, as they are from now on
     */
    public List<OutboxRow> hold(List<OutboxRow> underWay, List<OutboxRow> following) {
        List<OutboxRow> held = underWay.stream().map(OutboxRow::putAside).toList();
        List<OutboxRow> all = new ArrayList<>(underWay);
        all.addAll(following);
        write(all, connection -> {
            List<OutboxRow> fresh = inLine(underWay);
            WaitingRows.save(
                    connection, sink, fresh.stream().map(OutboxRow::putAside).toList(), Instant.EPOCH);
            outbox.delete(connection, fresh);
            moveAside(connection, inLine(following));
            for (OutboxRow row : following) {
                if (row.aside()) {
                    WaitingRows.holdOne(connection, sink, row);
                }
            }
            return 0;
        });
        underWay.forEach(row -> waiting.add(row.subject()));
        due = Instant.EPOCH;
        return held;
    }

    private int moveAside(Connection connection, List<OutboxRow> rows) throws SQLException {
        WaitingRows.save(connection, sink, rows, null);
        outbox.delete(connection, rows);
        return 0;
    }

    private int delete(Connection connection, Collection<OutboxRow> rows, int ahead) throws SQLException {
        List<OutboxRow> aside = rows.stream().filter(OutboxRow::aside).toList();
        int deleted = outbox.delete(connection, inLine(rows));
        deleted += WaitingRows.delete(connection, sink, aside);
        for (String subject : subjects(aside)) {
            WaitingRows.releaseFirst(connection, sink, subject, ahead);
        }
        return deleted;
    }

    private void released(Collection<OutboxRow> rows) {
        List<OutboxRow> aside = rows.stream().filter(OutboxRow::aside).toList();
        if (aside.isEmpty()) {
            return;
        }
        due = Instant.EPOCH;
        database.read(connection -> {
            for (String subject : subjects(aside)) {
                if (!WaitingRows.holds(connection, sink, subject)) {
                    waiting.remove(subject);
                }
            }
            return null;
        });
    }

    private static Set<String> subjects(List<OutboxRow> rows) {
        Set<String> subjects = new LinkedHashSet<>();
        rows.forEach(row -> subjects.add(row.subject()));
        return subjects;
    }

    private static List<OutboxRow> inLine(Collection<OutboxRow> rows) {
        return rows.stream().filter(row -> !row.aside()).toList();
    }

    /**
     * @param gone of which those that were in line are not any more, delivered or not
     * @param work returns how many events have left the outbox
     */
    private void write(Collection<OutboxRow> gone, StateDatabase.Work<Integer> work) {
        List<OutboxRow> rows = inLine(gone);
        try {
            database.write(work, left -> outbox.left(left, rows));
        } catch (CommitUnknownException e) {
            loaded = false;
            outbox.doubt();
            throw e;
        }
    }
}

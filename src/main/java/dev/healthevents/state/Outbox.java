package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one sink has still to deliver, in order. Any thread may append and ask how much waits; taking out is for one
 * thread at a time.
 */
public final class Outbox {

    private final StateDatabase database;
    private final String sink;
    private final AtomicLong lastPosition = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition filled = waiting.newCondition();
    private volatile boolean doubtful;
    private volatile long deliveredUpTo;

    /** @param sink its name in the configuration */
    public Outbox(StateDatabase database, String sink) {
        this.database = database;
        this.sink = sink;
        count();
    }

    /** With the writers held up, so that no commit slips in between the count and its taking effect. */
    private void count() {
        database.write(connection -> {
            String sql = "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM outbox WHERE sink = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, sink);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    pending.set(row.getLong(1));
                    lastPosition.accumulateAndGet(row.getLong(2), Math::max);
                }
            }
            return null;
        });
        doubtful = false;
    }

    /** Takes note that memory may not know of rows that the database holds: they are counted before any are read. */
    void doubt() {
        doubtful = true;
    }

    public String sink() {
        return sink;
    }

    /** How many events wait. */
    public long pending() {
        return pending.get();
    }

    /**
     * The events that have waited longest. As long as delivered ones can't be deleted there are none to be had: who
     * delivered on would deliver the same ones again after the next start.
     *
     * @param limit how many at the most
     * @throws StateException if the database refuses it
     */
    public List<OutboxRow> first(int limit) {
        deleteDelivered();
        if (doubtful) {
            count();
        }
        List<OutboxRow> rows = database.read(connection -> select(connection, limit));
        if (rows.isEmpty() && pending.get() > 0) {
            doubt();
        }
        return rows;
    }

    private List<OutboxRow> select(Connection connection, int limit) throws SQLException {
        String sql = "SELECT position, event_id, subject, event FROM outbox WHERE sink = ? ORDER BY position LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                List<OutboxRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(new OutboxRow(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)));
                }
                return rows;
            }
        }
    }

    /**
     * Takes delivered events out. Where the database refuses that, they are still not handed out again, but after a
     * restart.
     *
     * @param rows the first rows of this outbox, as {@link #first} gave them
     * @throws StateException if the database refuses it
     */
    public void delete(List<OutboxRow> rows) {
        if (!rows.isEmpty()) {
            deliveredUpTo = rows.get(rows.size() - 1).position();
            deleteDelivered();
        }
    }

    private void deleteDelivered() {
        long upTo = deliveredUpTo;
        if (upTo == 0) {
            return;
        }
        try {
            int deleted = database.write(connection -> {
                try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM outbox WHERE sink = ? AND position <= ?")) {
                    delete.setString(1, sink);
                    delete.setLong(2, upTo);
                    return delete.executeUpdate();
                }
            });
            pending.addAndGet(-deleted);
            deliveredUpTo = 0;
        } catch (CommitUnknownException e) {
            doubt();
            throw e;
        }
    }

    /**
     * Waits until an event is there.
     *
     * @return whether {@link #first} is worth a try
     */
    public boolean awaitEvents(Duration timeout) throws InterruptedException {
        waiting.lock();
        try {
            long nanos = timeout.toNanos();
            while (nothingToDo() && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            return !nothingToDo();
        } finally {
            waiting.unlock();
        }
    }

    private boolean nothingToDo() {
        return pending.get() <= 0 && !doubtful;
    }

    /** Writes events in a window's transaction; {@link #appended} follows when that has committed. */
    void append(Connection connection, List<OutboxEvent> events) throws SQLException {
        String sql = "INSERT INTO outbox (sink, position, event_id, subject, event) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (OutboxEvent event : events) {
                insert.setString(1, sink);
                insert.setLong(2, lastPosition.incrementAndGet());
                insert.setString(3, event.id());
                insert.setString(4, event.subject());
                insert.setBytes(5, event.encoded());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void appended(int count) {
        waiting.lock();
        try {
            pending.addAndGet(count);
            filled.signalAll();
        } finally {
            waiting.unlock();
        }
    }
}

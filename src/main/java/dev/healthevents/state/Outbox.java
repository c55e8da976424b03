package dev.healthevents.state;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one sink has still to deliver, in order. Any thread may append and ask how much waits; taking out is for one
 * thread at a time, by {@link OutboxDeliveries}.
 */
public final class Outbox {

    /** Of encoded events that are in memory at once, where nothing else is said. */
    public static final long MOST_BYTES = 4 << 20;

    /** The place before the first event. */
    static final long BEFORE_ALL = -1;

    private final StateDatabase database;
    private final String sink;
    private final Clock clock;
    private final Overflow overflow;
    private final Arrivals arrivalTimes;
    private final YoungestRows youngest;
    private final OutboxPacks packs;
    private final AtomicLong lastPosition = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();
    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition filled = waiting.newCondition();
    private volatile boolean doubtful;
    private volatile long arrivals;
    private volatile long calls;

    /** @param sink its name in the configuration */
    public Outbox(StateDatabase database, String sink) {
        this(database, sink, Clock.systemUTC());
    }

    /** @param clock ours, by which it is told since when events wait */
    public Outbox(StateDatabase database, String sink, Clock clock) {
        this(database, sink, clock, Long.MAX_VALUE);
    }

    /**
     * @param clock ours, by which it is told since when events wait
     * @param most how many events may wait; a window's that come then become dead letters of the sink
     */
    public Outbox(StateDatabase database, String sink, Clock clock, long most) {
        this.database = database;
        this.sink = sink;
        this.clock = clock;
        this.overflow = new Overflow(sink, most);
        this.arrivalTimes = new Arrivals(sink, clock);
        this.youngest = new YoungestRows(database.room());
        this.packs = new OutboxPacks(sink, database.isSqlite());
        database.whenOwned(this::count);
    }

    /** With the writers held up, so that no commit slips in between the count and its taking effect. */
    private void count() {
        database.write(connection -> {
            pending.set(0);
            count(connection, "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM outbox WHERE sink = ?");
            count(connection, "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM waiting WHERE sink = ?");
            packs.upTo(count(
                    connection,
                    "SELECT COALESCE(SUM(events), 0), COALESCE(MAX(last), 0) FROM outbox_pack WHERE sink = ?"));
            youngest.begin(lastPosition.get());
            return null;
        });
        doubtful = false;
    }

    /** @return the last position */
    private long count(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                pending.addAndGet(row.getLong(1));
                lastPosition.accumulateAndGet(row.getLong(2), Math::max);
                return row.getLong(2);
            }
        }
    }

    /** @throws StateException if another process has taken the database over, and delivers from it */
    public void checkOwner() {
        database.checkOwner();
    }

    /** Takes note that memory may not know of rows that the database holds: they are counted before any are read. */
    void doubt() {
        doubtful = true;
        wake();
    }

    /**
     * Counts again if there is a doubt.
     *
     * @return whether there was one
     */
    boolean settleDoubt() {
        boolean doubted = doubtful;
        if (doubted) {
            count();
        }
        return doubted;
    }

    public String sink() {
        return sink;
    }

    /** Takes events out of it, some MB at a time; for one thread at a time. */
    public OutboxDeliveries deliveries() {
        return deliveries(MOST_BYTES);
    }

    /**
     * Takes events out of it; for one thread at a time.
     *
     * @param bytes how many bytes of encoded events are handed out at once at the most, but for one event that is larger
     */
    public OutboxDeliveries deliveries(long bytes) {
        return new OutboxDeliveries(database, this, bytes);
    }

    /** Takes events out of it, several under way at a time; for one thread at a time, and not beside {@link #deliveries}. */
    public OutboxBySubject bySubject() {
        return new OutboxBySubject(database, this);
    }

    /**
     * How many subjects are held up: the sink failed on an event of theirs, which waits for its next attempt.
     *
     * @throws StateException if the database refuses it
     */
    public long heldUp() {
        return pending() == 0 ? 0 : database.read(connection -> WaitingRows.putAside(connection, sink));
    }

    /** How many events wait, those that are put aside among them. */
    public long pending() {
        return pending.get();
    }

    /**
     * The events that have waited longest, but for those that are put aside.
     *
     * @param limit how many at the most
     * @throws StateException if the database refuses it
     */
    public List<OutboxRow> first(int limit) {
        return first(limit, MOST_BYTES);
    }

    /**
     * The events that have waited longest, but for those that are put aside.
     *
     * @param limit how many at the most
     * @param bytes how many bytes of them at the most, but for one event that is larger
     * @throws StateException if the database refuses it
     */
    List<OutboxRow> first(int limit, long bytes) {
        settleDoubt();
        return after(BEFORE_ALL, limit, bytes);
    }

    /** As {@link #first}, but of those that come after a position. */
    List<OutboxRow> after(long position, int limit, long bytes) {
        List<OutboxRow> known = youngest.after(position, limit, bytes);
        if (!known.isEmpty()) {
            return known;
        }
        long look = youngest.look();
        // PostgreSQL's driver fetches all rows before the first one is looked at; SQLite's one by one.
        List<OutboxRow> rows = database.read(connection -> database.isSqlite()
                ? OutboxRows.after(connection, sink, position, limit, bytes)
                : OutboxRows.measuredAfter(connection, sink, position, limit, bytes));
        if (position == BEFORE_ALL) {
            youngest.seen(look, rows);
        }
        return rows;
    }

    /** The place of the event that has waited longest, those that are put aside among them; empty if none waits. */
    private OptionalLong firstPosition(Connection connection) throws SQLException {
        String sql = """
                SELECT MIN(position) FROM (
                    SELECT MIN(position) AS position FROM outbox WHERE sink = ?
                    UNION ALL SELECT MIN(position) FROM waiting WHERE sink = ?
                    UNION ALL SELECT MIN(last - events + 1) FROM outbox_pack WHERE sink = ? AND last =
                        (SELECT MIN(last) FROM outbox_pack WHERE sink = ?)) AS firsts
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int parameter = 1; parameter <= 4; parameter++) {
                select.setString(parameter, sink);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long position = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
            }
        }
    }

    /**
     * Since when the event has waited that waits longest, by our clock and to a second; empty if none waits.
     *
     * @throws StateException if the database refuses it
     */
    public Optional<Instant> waitingSince() {
        if (pending() == 0) {
            return Optional.empty();
        }
        return database.read(connection -> {
            OptionalLong first = firstPosition(connection);
            return first.isEmpty() ? Optional.empty() : arrivalTimes.of(connection, first.getAsLong());
        });
    }

    /** How many events have come since the start. */
    public long arrivals() {
        return arrivals;
    }

    /** Goes up when there is a reason to look: more events have come, or {@link #wake} was called. */
    public long news() {
        return arrivals + calls;
    }

    /** Ends the wait of who awaits more. */
    public void wake() {
        waiting.lock();
        try {
            calls++;
            filled.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    /**
     * Waits until more events come, somebody calls {@link #wake}, or for a time.
     *
     * @param known what {@link #news} said before the last look
     */
    public void awaitMore(long known, Duration timeout) throws InterruptedException {
        waiting.lock();
        try {
            if (news() == known && !doubtful) {
                filled.awaitNanos(timeout.toNanos());
            }
        } finally {
            waiting.unlock();
        }
    }

    /**
     * Writes events in a window's transaction; {@link #appended} follows when that has committed.
     *
     * @param timing says of which of them the way is timed
     * @return the events as they wait from then on
     */
    List<OutboxRow> append(Connection connection, Collection<OutboxEvent> events, Timing timing) throws SQLException {
        if (events.isEmpty()) {
            return List.of();
        }
        if (arrivalTimes.due()) {
            arrivalTimes.mark(connection, lastPosition.get() + 1, firstPosition(connection));
        }
        List<OutboxRow> rows = new ArrayList<>(events.size());
        for (OutboxEvent event : events) {
            rows.add(OutboxRow.of(event, lastPosition.incrementAndGet(), timing.changed(event.time())));
        }
        OutboxRows.insert(connection, sink, packs.write(connection, rows), database.isSqlite());
        return rows;
    }

    /**
     * Deletes rows that are in line, in a transaction; {@link #left} follows when that has committed.
     *
     * @return how many there were
     */
    int delete(Connection connection, Collection<OutboxRow> rows) throws SQLException {
        int packed = packs.take(connection, rows);
        return packed == rows.size() ? packed : packed + OutboxRows.delete(connection, sink, rows);
    }

    void appended(List<OutboxRow> rows) {
        arrivalTimes.committed();
        youngest.add(rows);
        waiting.lock();
        try {
            pending.addAndGet(rows.size());
            arrivals += rows.size();
            filled.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    /** How many events that routes sent to it its sink's filter has kept out since the start. */
    public long filtered() {
        return filtered.get();
    }

    void filtered(int count) {
        filtered.addAndGet(count);
    }

    /**
     * Takes note of what was taken out.
     *
     * @param count how many events do not wait any more
     * @param rows what is not in line any more, put aside or gone
     */
    void left(int count, Collection<OutboxRow> rows) {
        youngest.remove(rows);
        overflow.left(pending.addAndGet(-count));
    }

    /** Whether it is so full that what comes becomes a dead letter. */
    public boolean overflows() {
        return overflow.lasts();
    }

    /** How many events became dead letters since the start because they did not fit. */
    public long overflowed() {
        return overflow.letters();
    }

    void overflowed(int count) {
        overflow.became(count);
    }

    /** Whether one more fits in beside so many that are on their way. */
    boolean fits(int more) {
        return overflow.fits(pending.get() + more);
    }

    /** What an event becomes that does not fit. */
    DeadLetter letter(OutboxEvent event) {
        return new DeadLetter(
                event.id(),
                DeadLetter.DELIVER,
                event.source(),
                sink,
                List.of(),
                clock.instant(),
                "It did not fit into the outbox, in which as many events waited as its outbox-limit allows",
                event.subject(),
                new String(event.encoded(), StandardCharsets.UTF_8),
                "OutboxFull",
                null,
                Attempts.NONE);
    }
}

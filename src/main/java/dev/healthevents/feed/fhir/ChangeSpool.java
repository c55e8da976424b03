package dev.healthevents.feed.fhir;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a long stretch of a history aside on disk, in whatever order it is listed, and gives it out by windows. For
 * servers that can't be asked for a window with an end, and for windows that hold too much for memory: to read them in
 * order, all of it must be listed first, and memory must not grow with it. Ids only, some 150 bytes a change; the file is temporary, and may be lost.
 */
final class ChangeSpool implements ChangeGatherer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSpool.class);
    private static final int BATCH = 1_000;
    private static final int PROGRESS = 100_000;
    private static final long NO_TIME = Long.MAX_VALUE;
    private static final HealthEventType[] OPERATIONS = HealthEventType.values();

    private final Path file;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement reject;
    private final Instant from;
    private Instant until = Instant.MIN;
    private Instant firstTime;
    private Instant lastTime;
    private int rises;
    private int falls;
    private int rejected;
    private long listed;
    private long distinct;
    private int batched;
    private long told;

    /** @param from what is to be listed begins there; older versions that come with newer ones are kept as well */
    ChangeSpool(Instant from) throws FeedException {
        this.from = from;
        try {
            file = Files.createTempFile("health-events-past-", ".db");
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                // It need not survive anything.
                statement.execute("PRAGMA journal_mode = OFF");
                statement.execute("PRAGMA synchronous = OFF");
                statement.execute("""
                        CREATE TABLE change (
                            event_id BLOB NOT NULL PRIMARY KEY, time INTEGER NOT NULL, nanos INTEGER NOT NULL,
                            listed INTEGER NOT NULL, rank INTEGER NOT NULL, operation INTEGER NOT NULL,
                            type TEXT NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL,
                            told INTEGER NOT NULL
                        ) WITHOUT ROWID""");
                statement.execute("""
                        CREATE TABLE rejected (id BLOB NOT NULL PRIMARY KEY, entry TEXT NOT NULL, reason TEXT NOT NULL)""");
            }
            connection.setAutoCommit(false);
            // Where the system lets an open file go, not even a kill leaves it behind.
            file.toFile().delete();
            insert = connection.prepareStatement("INSERT OR IGNORE INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            reject = connection.prepareStatement("INSERT OR IGNORE INTO rejected VALUES (?, ?, ?)");
        } catch (IOException | SQLException e) {
            throw failure(e);
        }
    }

    /** Ends the filling. @param reached the server's clock when it began: what it holds is complete up to there */
    void filled(Instant reached) throws FeedException {
        try {
            flush();
            placeTimeless(firstTime == null ? from : firstTime);
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE INDEX change_by_time ON change (time)");
            }
            connection.commit();
            until = reached;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Puts deletes that were listed without a time to where they belong, before it is {@link #filled}. */
    void findTimes(DeleteTimes times) throws FeedException {
        String sql = """
                SELECT event_id, time, nanos, operation, type, id, version, told, listed FROM change
                WHERE told = 0 AND listed > ? ORDER BY listed LIMIT 1000""";
        try (PreparedStatement select = connection.prepareStatement(sql);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE OR REPLACE change SET event_id = ?, time = ?, nanos = ?, told = 1 WHERE event_id = ?")) {
            flush();
            long last = -1;
            for (List<FhirChange> untold = null; untold == null || !untold.isEmpty(); ) {
                untold = new ArrayList<>();
                select.setLong(1, last);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        untold.add(change(row));
                        last = row.getLong(9);
                    }
                }
                for (FhirChange delete : untold) {
                    FhirChange found = times.found(delete);
                    if (found.told()) {
                        update.setBytes(1, bytes(found.eventId()));
                        update.setLong(2, found.time().toEpochMilli());
                        update.setInt(3, found.time().getNano() % 1_000_000);
                        update.setBytes(4, bytes(delete.eventId()));
                        update.executeUpdate();
                    }
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void placeTimeless(Instant time) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE change SET time = ?, nanos = ? WHERE time = " + NO_TIME)) {
            update.setLong(1, time.toEpochMilli());
            update.setInt(2, time.getNano() % 1_000_000);
            update.executeUpdate();
        }
    }

    /** The server's clock when it began to list what is in here. */
    Instant until() {
        return until;
    }

    /** Whether all of a closed window is in here. */
    boolean holds(Window window) {
        return !window.from().isBefore(from) && !window.to().isAfter(until);
    }

    /**
     * The changes of a window, in the order in which they were listed; of the first one with what is older.
     *
     * @param limit how many at the most
     * @return one more than {@code limit} where there are more
     */
    List<FhirChange> within(Window window, int limit) throws FeedException {
        String sql = """
                SELECT event_id, time, nanos, operation, type, id, version, told FROM change
                WHERE time >= ? AND time < ? ORDER BY listed LIMIT ?""";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(
                    1,
                    window.from().equals(from) ? Long.MIN_VALUE : window.from().toEpochMilli());
            select.setLong(2, window.to().toEpochMilli());
            select.setLong(3, limit + 1L);
            List<FhirChange> changes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(change(row));
                }
            }
            return changes;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static FhirChange change(ResultSet row) throws SQLException {
        return new FhirChange(
                uuid(row.getBytes(1)),
                OPERATIONS[row.getInt(4)],
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(2)).plusNanos(row.getInt(3)),
                row.getBoolean(8));
    }

    /** How many entries could not be understood, wherever they were listed. */
    int rejected() {
        return rejected;
    }

    /** All of it in order, oldest first. */
    Ordered ordered(boolean asListed) throws FeedException {
        return new Ordered("1 = 1", asListed, true);
    }

    /** A window of it in order, oldest first. */
    Ordered ordered(Window window, boolean asListed) throws FeedException {
        boolean first = window.from().equals(from);
        long begin = first ? Long.MIN_VALUE : window.from().toEpochMilli();
        return new Ordered("time >= " + begin + " AND time < " + window.to().toEpochMilli(), asListed, first);
    }

    /** What is given out one after the other, so that no more of it is in memory. */
    final class Ordered {

        private final ResultSet changes;
        private final ResultSet unreadable;
        private boolean moreChanges;
        private boolean moreUnreadable;

        private Ordered(String condition, boolean asListed, boolean withRejected) throws FeedException {
            boolean oldestFirst = asListed || rises > falls;
            try {
                changes = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT event_id, time, nanos, operation, type, id, version, told FROM change WHERE "
                                        + condition + " ORDER BY time, nanos, rank, listed"
                                        + (oldestFirst ? "" : " DESC"));
                moreChanges = changes.next();
                unreadable = connection
                        .createStatement()
                        .executeQuery("SELECT id, entry, reason FROM rejected WHERE " + (withRejected ? "1" : "0"));
                moreUnreadable = unreadable.next();
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        /** The next changes, so many at the most. */
        List<FhirChange> changes(int most) throws FeedException {
            synchronized (ChangeSpool.this) {
                try {
                    List<FhirChange> next = new ArrayList<>();
                    while (moreChanges && next.size() < most) {
                        next.add(change(changes));
                        moreChanges = changes.next();
                    }
                    return next;
                } catch (SQLException e) {
                    throw failure(e);
                }
            }
        }

        /** The next entries that could not be understood, so many at the most. */
        List<Rejected> rejected(int most) throws FeedException {
            synchronized (ChangeSpool.this) {
                try {
                    List<Rejected> next = new ArrayList<>();
                    while (moreUnreadable && next.size() < most) {
                        next.add(new Rejected(
                                uuid(unreadable.getBytes(1)), unreadable.getString(2), unreadable.getString(3)));
                        moreUnreadable = unreadable.next();
                    }
                    return next;
                } catch (SQLException e) {
                    throw failure(e);
                }
            }
        }

        boolean hasMore() {
            return moreChanges || moreUnreadable;
        }
    }

    /** Takes a change of a window, wherever in it. */
    void add(FhirChange change) throws FeedException {
        keep(change, Instant.MIN);
    }

    @Override
    public void changed(FhirChange change) throws FeedException {
        keep(change, from);
    }

    @Override
    public void replaced(FhirChange version, Instant since) throws FeedException {
        keep(version, since);
    }

    private void keep(FhirChange change, Instant since) throws FeedException {
        // What has no time is listed beside what happened just before or after it.
        Instant time = change.time() == null ? lastTime : change.time();
        if (change.time() != null) {
            firstTime = firstTime == null ? time : firstTime;
            rises += lastTime != null && time.isAfter(lastTime) ? 1 : 0;
            falls += lastTime != null && time.isBefore(lastTime) ? 1 : 0;
        }
        lastTime = time;
        if (time == null || !time.isBefore(since)) {
            insert(change, time);
        }
    }

    private void insert(FhirChange change, Instant time) throws FeedException {
        try {
            Long number = change.number();
            insert.setBytes(1, bytes(change.eventId()));
            insert.setLong(2, time == null ? NO_TIME : time.toEpochMilli());
            insert.setInt(3, time == null ? 0 : time.getNano() % 1_000_000);
            insert.setLong(4, listed++);
            insert.setLong(5, number == null ? Long.MAX_VALUE : number);
            insert.setInt(6, change.operation().ordinal());
            insert.setString(7, change.type());
            insert.setString(8, change.id());
            insert.setString(9, change.version());
            insert.setBoolean(10, change.told());
            insert.addBatch();
            if (++batched == BATCH) {
                flush();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void flush() throws SQLException {
        for (int inserted : insert.executeBatch()) {
            distinct += inserted;
        }
        batched = 0;
        if (distinct / PROGRESS > told) {
            told = distinct / PROGRESS;
            LOG.info("{} changes are put aside so far", told * PROGRESS);
        }
    }

    @Override
    public void rejected(Rejected entry) throws FeedException {
        try {
            reject.setBytes(1, bytes(entry.id()));
            reject.setString(2, entry.entry());
            reject.setString(3, entry.reason());
            rejected += reject.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer id = ByteBuffer.wrap(bytes);
        return new UUID(id.getLong(), id.getLong());
    }

    @Override
    public void passOver() {
        // Nothing to keep.
    }

    /** How many different ones came, at least: what was not written yet counts as new. */
    @Override
    public long distinct() {
        return distinct + batched + rejected;
    }

    static FeedException failure(Exception e) {
        return new FeedException(
                "The past can't be put aside in a temporary file (" + e.getMessage() + "); see that "
                        + System.getProperty("java.io.tmpdir") + " has room, or set -Djava.io.tmpdir",
                e);
    }

    @Override
    public synchronized void close() {
        try (connection) {
            Files.deleteIfExists(file);
        } catch (IOException | SQLException e) {
            // It is a temporary file; whoever cleans up there removes it.
        }
    }
}

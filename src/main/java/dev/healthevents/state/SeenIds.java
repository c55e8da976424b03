package dev.healthevents.state;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of what was announced and may be read again, by source. Looked up in memory; durable with the window that
 * announced them, never before and never after.
 */
public final class SeenIds {

    /** Of a source that is read as usual. */
    static final long MOST = 1_000_000;

    private static final Duration BETWEEN_DELETES = Duration.ofSeconds(10);

    private final StateDatabase database;
    private final Map<String, RecentIds> bySource = new ConcurrentHashMap<>();
    private final Map<String, Long> stored = new ConcurrentHashMap<>();
    private final Map<String, Instant> forgotten = new ConcurrentHashMap<>();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();

    public SeenIds(StateDatabase database) {
        this.database = database;
    }

    /** Makes all of a source's ids known from the database, so that a restart goes on where it was. */
    public void load(String source, Duration retention) {
        load(source, retention, Instant.MIN);
    }

    /**
     * Makes a source's ids known from the database, so that a restart goes on where it was.
     *
     * @param retention how long an id is remembered, mostly
     * @param from those that a window from there on may show
     */
    public void load(String source, Duration retention, Instant from) {
        RecentIds recent = new RecentIds(retention, from);
        // As a write, to come after a commit of ours whose end we did not see.
        database.write(connection -> {
            String sql = "SELECT at, ids FROM seen WHERE source = ? AND at >= ? ORDER BY at";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                select.setLong(2, from.equals(Instant.MIN) ? Long.MIN_VALUE : from.toEpochMilli());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        Instant at = Instant.ofEpochMilli(rows.getLong(1));
                        recent.add(at, unpacked(rows.getBytes(2)));
                    }
                }
            }
            // Before anybody else commits, who would tell the map of before.
            bySource.put(source, recent);
            doubtful.remove(source);
            return null;
        });
    }

    /** Makes known what was sent again of the window at which a replay is. */
    public void load(Replay replay) {
        load(replay.memory(), Duration.ofDays(1));
    }

    /**
     * Makes those known as well that a window from there on may show, if they were forgotten in memory.
     *
     * @param all also those that are not remembered in memory, since they are a backlog's
     */
    public void reach(String source, Instant from, boolean all) {
        RecentIds recent = recent(source);
        if (from.isBefore(recent.from()) || all && !from.isAfter(recent.leftOut())) {
            Instant latest = Retention.later(recent.from(), recent.leftOut());
            load(source, Duration.between(from, Retention.later(from, latest)).plus(recent.retention()), from);
        }
    }

    /** The latest time until which a window may show an id that is known, roughly, up to a limit. */
    public Instant latest(String source, Instant limit) {
        return recent(source).latest(limit);
    }

    /**
     * Before which ids must be deleted, so that those which are there in case that the server's clock is set back do not
     * become too many.
     */
    public Instant tooMany(String source) {
        long stored = this.stored.computeIfAbsent(source, this::count);
        if (stored <= MOST) {
            return Instant.MIN;
        }
        this.stored.remove(source);
        return database.read(connection -> {
            String sql = "SELECT at, LENGTH(ids) / 16 FROM seen WHERE source = ? ORDER BY at DESC";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                try (ResultSet rows = select.executeQuery()) {
                    Instant oldest = Instant.MIN;
                    for (long kept = 0; kept <= MOST - MOST / 4 && rows.next(); kept += rows.getLong(2)) {
                        oldest = Instant.ofEpochMilli(rows.getLong(1));
                    }
                    return oldest;
                }
            }
        });
    }

    private long count(String source) {
        return database.read(connection -> {
            String sql = "SELECT SUM(LENGTH(ids) / 16) FROM seen WHERE source = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** Takes note that memory may lack ids which the database holds: they are read again before they are asked for. */
    void doubt(String source) {
        doubtful.add(source);
    }

    /** Whether a committed window of this source announced it. */
    public boolean contains(String source, UUID id) {
        return recent(source).contains(id);
    }

    /** How many ids of this source are remembered. */
    public int size(String source) {
        return recent(source).size();
    }

    /** Forgets all ids of a source, in memory and in the database. */
    public void clear(String source) {
        database.write(connection -> {
            deleteAll(connection, source);
            return null;
        });
        recent(source).clear();
        stored.remove(source);
    }

    /** Forgets all ids of a source in memory. */
    void drop(String source) {
        bySource.remove(source);
        forgotten.remove(source);
        stored.remove(source);
    }

    /** Writes ids in a window's transaction; {@link #remember} follows when that has committed. */
    void write(Connection connection, String source, Instant at, Collection<UUID> ids) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO seen (source, at, ids) VALUES (?, ?, ?)")) {
            insert.setString(1, source);
            insert.setLong(2, at.toEpochMilli());
            insert.setBytes(3, packed(ids));
            insert.executeUpdate();
        }
    }

    /** @param retained whether in memory as well */
    void remember(String source, Instant at, Collection<UUID> ids, boolean retained) {
        stored.computeIfPresent(source, (any, count) -> count + ids.size());
        if (retained) {
            recent(source).add(at, ids);
        } else {
            recent(source).leaveOut(at);
        }
    }

    /** Whether it is time to delete: to do so in every window would cost more than it frees. */
    boolean forgetsBefore(String source, Instant instant) {
        Instant last = forgotten.get(source);
        // Where the server's clock was set back, the last time says nothing.
        return last == null || Duration.between(last, instant).abs().compareTo(BETWEEN_DELETES) >= 0;
    }

    /** Deletes what is older in a window's transaction; {@link #forget} follows when that has committed. */
    void deleteBefore(Connection connection, String source, Instant instant) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM seen WHERE source = ? AND at < ?")) {
            delete.setString(1, source);
            delete.setLong(2, instant.toEpochMilli());
            delete.executeUpdate();
        }
    }

    static void deleteAll(Connection connection, String source) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM seen WHERE source = ?")) {
            delete.setString(1, source);
            delete.executeUpdate();
        }
    }

    void forget(String source, Instant instant) {
        recent(source).forgetBefore(instant);
        forgotten.put(source, instant);
    }

    RecentIds recent(String source) {
        RecentIds recent = bySource.computeIfAbsent(source, any -> new RecentIds(Duration.ofMinutes(4), Instant.MIN));
        if (doubtful.contains(source)) {
            load(source, recent.retention(), recent.from());
            return bySource.get(source);
        }
        return recent;
    }

    private static byte[] packed(Collection<UUID> ids) {
        ByteBuffer bytes = ByteBuffer.allocate(16 * ids.size());
        for (UUID id : ids) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return bytes.array();
    }

    private static List<UUID> unpacked(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<UUID> ids = new ArrayList<>(bytes.length / 16);
        while (buffer.hasRemaining()) {
            ids.add(new UUID(buffer.getLong(), buffer.getLong()));
        }
        return ids;
    }
}

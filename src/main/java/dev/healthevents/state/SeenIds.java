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

    private static final Duration BETWEEN_DELETES = Duration.ofSeconds(10);

    private final StateDatabase database;
    private final Map<String, RecentIds> bySource = new ConcurrentHashMap<>();
    private final Map<String, Instant> forgotten = new ConcurrentHashMap<>();
    private final Map<String, Instant> newest = new ConcurrentHashMap<>();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();

    public SeenIds(StateDatabase database) {
        this.database = database;
    }

    /**
     * Makes a source's ids known from the database, so that a restart goes on where it was.
     *
     * @param retention how long an id must be remembered after it was announced, by the server's clock
     */
    public void load(String source, Duration retention) {
        RecentIds recent = new RecentIds(retention);
        // As a write, to come after a commit of ours whose end we did not see.
        database.write(connection -> {
            String sql = "SELECT at, ids FROM seen WHERE source = ? ORDER BY at";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        Instant at = Instant.ofEpochMilli(rows.getLong(1));
                        recent.add(at, unpacked(rows.getBytes(2)));
                        newest.merge(source, at, SeenIds::later);
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

    /** Takes note that memory may lack ids which the database holds: they are read again before they are asked for. */
    void doubt(String source) {
        doubtful.add(source);
    }

    /** Whether a committed window of this source announced it. */
    public boolean contains(String source, UUID id) {
        return recent(source).contains(id);
    }

    /** The time of the latest that was remembered of this source; {@link Instant#MIN} where none is. */
    public Instant newest(String source) {
        return newest.getOrDefault(source, Instant.MIN);
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
        newest.remove(source);
    }

    /** Forgets all ids of a source in memory. */
    void drop(String source) {
        bySource.remove(source);
        forgotten.remove(source);
        newest.remove(source);
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

    void remember(String source, Instant at, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            recent(source).add(at, ids);
            newest.merge(source, at, SeenIds::later);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
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

    private RecentIds recent(String source) {
        RecentIds recent = bySource.computeIfAbsent(source, any -> new RecentIds(Duration.ofMinutes(4)));
        if (doubtful.contains(source)) {
            load(source, recent.retention());
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

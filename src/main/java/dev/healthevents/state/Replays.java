package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All replays that were asked for. */
public final class Replays {

    private static final String ALL =
            "SELECT id, created, source, began, until, types, sinks, rate, position, events, state FROM replay";

    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final StateDatabase database;

    public Replays(StateDatabase database) {
        this.database = database;
    }

    /** Makes a new one durable, and forgets those that were asked for 30 days before it and are at their end. */
    public void insert(Replay replay) {
        database.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM replay WHERE created < ? AND state <> 'open'")) {
                delete.setLong(1, replay.created().minus(KNOWN_FOR).toEpochMilli());
                delete.executeUpdate();
            }
            String sql = """
                    INSERT INTO replay (id, created, source, began, until, types, sinks, rate, position, events, state)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """;
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                ReplayRequest request = replay.request();
                insert.setString(1, replay.id());
                insert.setLong(2, replay.created().toEpochMilli());
                insert.setString(3, request.source());
                insert.setLong(4, request.from().toEpochMilli());
                insert.setLong(5, request.to().toEpochMilli());
                insert.setString(6, String.join(",", request.types()));
                insert.setString(7, String.join(",", request.sinks()));
                insert.setLong(8, request.rate());
                insert.setLong(9, replay.position().toEpochMilli());
                insert.setLong(10, replay.events());
                insert.setString(11, stored(replay.state()));
                return insert.executeUpdate();
            }
        });
    }

    public Optional<Replay> find(String id) {
        return select(ALL + " WHERE id = ?", id).stream().findFirst();
    }

    /** The one of a source's replays to work at: the one that was asked for first. */
    public Optional<Replay> open(String source) {
        return select(ALL + " WHERE source = ? AND state = 'open' ORDER BY created, id LIMIT 1", source).stream()
                .findFirst();
    }

    /**
     * The newest, newest first.
     *
     * @param limit how many at the most
     */
    public List<Replay> newest(int limit) {
        return select(ALL + " ORDER BY created DESC, id LIMIT ?", limit);
    }

    /**
     * Ends a replay for good. When this returns, no more of it gets into an outbox. One that is done already stays so.
     */
    public void cancel(String id) {
        database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE replay SET state = 'cancelled' WHERE id = ? AND state = 'open'")) {
                update.setString(1, id);
                update.executeUpdate();
            }
            SeenIds.deleteAll(connection, Replay.memory(id));
            return null;
        });
    }

    /** @throws ReplayCancelledException if it is not open any more; the transaction must be given up then */
    static void save(Connection connection, Replay moved) throws SQLException {
        String sql = "UPDATE replay SET position = ?, events = ?, state = ? WHERE id = ? AND state = 'open'";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, moved.position().toEpochMilli());
            update.setLong(2, moved.events());
            update.setString(3, stored(moved.state()));
            update.setString(4, moved.id());
            if (update.executeUpdate() == 0) {
                throw new ReplayCancelledException(moved.id());
            }
        }
    }

    private List<Replay> select(String sql, Object parameter) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, parameter);
                try (ResultSet row = select.executeQuery()) {
                    List<Replay> replays = new ArrayList<>();
                    while (row.next()) {
                        replays.add(replay(row));
                    }
                    return replays;
                }
            }
        });
    }

    private static Replay replay(ResultSet row) throws SQLException {
        ReplayRequest request = new ReplayRequest(
                row.getString(3), at(row, 4), at(row, 5), names(row, 6), names(row, 7), row.getInt(8));
        Replay.State state = Replay.State.valueOf(row.getString(11).toUpperCase(Locale.ROOT));
        return new Replay(row.getString(1), at(row, 2), request, at(row, 9), row.getLong(10), state);
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static List<String> names(ResultSet row, int column) throws SQLException {
        String names = row.getString(column);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    private static String stored(Replay.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

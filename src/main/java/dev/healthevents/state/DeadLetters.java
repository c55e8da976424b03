package dev.healthevents.state;

import java.nio.charset.StandardCharsets;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** All dead letters. As many as asked for are given out, but no more than some MB of them at once, and at least one. */
public final class DeadLetters {

    /** Of entries that are in memory at once. */
    public static final long MOST_BYTES = 4 << 20;

    private static final String COLUMNS =
            "id, stage, source, sink, sinks, at, reason, subject, entry, cause, outcome, attempts, first_at, last_at";

    /** Windows are committed in between. */
    private static final int REMOVED_AT_ONCE = 5_000;

    private static final String KEY = "id = ? AND stage = ? AND source = ? AND sink = ? AND sinks = ?";

    private final StateDatabase database;
    private final Set<String> apart;
    private final Map<String, Lock> exporting = new ConcurrentHashMap<>();

    public DeadLetters(StateDatabase database) {
        this(database, Set.of());
    }

    /** @param apart sinks whose dead letters are exported to a place of their own, and never with all others' */
    public DeadLetters(StateDatabase database, Set<String> apart) {
        this.database = database;
        this.apart = new TreeSet<>(apart);
    }

    /**
     * The newest dead letters, newest first.
     *
     * @param limit how many at the most
     */
    public List<DeadLetter> newest(int limit) {
        return newest(DeadLetterSearch.ALL, limit);
    }

    /** The newest of those that are meant, newest first. */
    public List<DeadLetter> newest(DeadLetterSearch search, int limit) {
        return select("WHERE " + search.condition() + " ORDER BY number DESC LIMIT ?", search::set, limit);
    }

    /** The oldest of those that are meant, oldest first. */
    public List<DeadLetter> oldest(DeadLetterSearch search, int limit) {
        return select("WHERE " + search.condition() + " ORDER BY number LIMIT ?", search::set, limit);
    }

    /**
     * Held by who exports: two would write the same ones.
     *
     * @param sink whose, or {@code null}: those of all that are not exported apart
     */
    public Lock exporting(String sink) {
        return exporting.computeIfAbsent(sink == null ? "" : sink, any -> new ReentrantLock());
    }

    /** @throws StateException if another process has taken the database over, and exports from it */
    public void checkOwner() {
        database.checkOwner();
    }

    /**
     * The oldest of those that {@link #exported} does not know of, oldest first.
     *
     * @param sink whose, or {@code null}: those of all that are not exported apart, and those of no sink
     */
    public List<DeadLetter> toExport(String sink, int limit) {
        List<String> names = sink == null ? List.copyOf(apart) : List.of(sink);
        String whose = names.isEmpty()
                ? ""
                : " AND sink " + (sink == null ? "NOT " : "") + "IN (?" + ", ?".repeat(names.size() - 1) + ")";
        return select("WHERE exported = 0" + whose + " ORDER BY number LIMIT ?", select -> set(select, names), limit);
    }

    private static int set(PreparedStatement select, List<String> names) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            select.setString(i + 1, names.get(i));
        }
        return names.size() + 1;
    }

    private interface Values {
        /** @return the number of the parameter that follows */
        int set(PreparedStatement statement) throws SQLException;
    }

    private List<DeadLetter> select(String rest, Values values, int limit) {
        return database.read(connection -> {
            int within;
            try (PreparedStatement sizes = select(connection, "OCTET_LENGTH(entry)", rest, values, limit)) {
                within = ByteLimit.rows(sizes, MOST_BYTES);
            }
            try (PreparedStatement select = select(connection, COLUMNS, rest, values, within)) {
                try (ResultSet row = select.executeQuery()) {
                    List<DeadLetter> letters = new ArrayList<>();
                    while (row.next()) {
                        letters.add(deadLetter(row));
                    }
                    return letters;
                }
            }
        });
    }

    private static PreparedStatement select(
            Connection connection, String columns, String rest, Values values, int limit) throws SQLException {
        PreparedStatement select = connection.prepareStatement("SELECT " + columns + " FROM dead_letter " + rest);
        select.setInt(values.set(select), limit);
        return select;
    }

    /** How many there are of those that are meant. */
    public long count(DeadLetterSearch search) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT COUNT(*) FROM dead_letter WHERE " + search.condition())) {
                search.set(select);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /**
     * How many there are of a stage and a sink.
     *
     * @param sink that did not take them; empty but for the stage {@code deliver}
     */
    public record Tally(String stage, String sink, long count) {}

    /** How many there are, of each stage and sink that has any. */
    public List<Tally> tally() {
        return database.read(connection -> {
            String sql = "SELECT stage, sink, COUNT(*) FROM dead_letter GROUP BY stage, sink";
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                List<Tally> tallies = new ArrayList<>();
                while (row.next()) {
                    tallies.add(new Tally(row.getString(1), row.getString(2), row.getLong(3)));
                }
                return tallies;
            }
        });
    }

    /** The number of the newest of all; 0 if there is none. */
    public long last() {
        return database.read(connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT COALESCE(MAX(number), 0) FROM dead_letter");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Takes note that these were written to where dead letters are exported to. */
    public void exported(Collection<DeadLetter> letters) {
        database.write(connection -> {
            // One that died again meanwhile is another one.
            String sql = "UPDATE dead_letter SET exported = 1 WHERE " + KEY + " AND at = ?";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                for (DeadLetter letter : letters) {
                    setKey(update, letter);
                    update.setLong(6, letter.at().toEpochMilli());
                    update.addBatch();
                }
                update.executeBatch();
            }
            return null;
        });
    }

    /**
     * Puts events that could not be delivered into their sink's outbox again, after what is there.
     *
     * @param letters of the stage {@code deliver}, all of this outbox's sink
     * @throws StateException if the database refuses it; nothing has changed then
     */
    public void redrive(List<DeadLetter> letters, Outbox outbox) {
        try {
            database.write(
                    connection -> {
                        List<OutboxRow> rows = outbox.append(
                                connection,
                                letters.stream().map(DeadLetters::outboxEvent).toList(),
                                Timing.NONE);
                        delete(connection, letters);
                        return rows;
                    },
                    outbox::appended);
        } catch (CommitUnknownException e) {
            outbox.doubt();
            throw e;
        }
    }

    /**
     * Removes those that are meant, for good.
     *
     * @return how many
     * @throws StateException if the database refuses it; some may be removed then
     */
    public long giveUp(DeadLetterSearch search) {
        return remove(search.condition(), search::set);
    }

    /** Removes for good what became a dead letter before then; what is thrown and given back is the same. */
    public long giveUpBefore(Instant then) {
        return remove("at < ?", delete -> delete.setLong(1, then.toEpochMilli()));
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private long remove(String condition, Parameters parameters) {
        String sql = "DELETE FROM dead_letter WHERE number IN (SELECT number FROM dead_letter WHERE " + condition
                + " ORDER BY number LIMIT " + REMOVED_AT_ONCE + ")";
        long all = 0;
        int some;
        do {
            some = database.write(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    parameters.set(delete);
                    return delete.executeUpdate();
                }
            });
            all += some;
        } while (some > 0);
        return all;
    }

    private static OutboxEvent outboxEvent(DeadLetter letter) {
        return new OutboxEvent(
                letter.id(), letter.subject(), letter.entry().getBytes(StandardCharsets.UTF_8), null, letter.source());
    }

    static void delete(Connection connection, List<DeadLetter> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        String sql = "DELETE FROM dead_letter WHERE " + KEY;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (DeadLetter letter : letters) {
                setKey(delete, letter);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static void setKey(PreparedStatement statement, DeadLetter letter) throws SQLException {
        statement.setString(1, letter.id());
        statement.setString(2, letter.stage());
        statement.setString(3, letter.source());
        statement.setString(4, letter.sink());
        statement.setString(5, String.join(",", letter.sinks()));
    }

    private static List<String> names(String withCommas) {
        return withCommas.isEmpty() ? List.of() : List.of(withCommas.split(","));
    }

    private static DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString("id"),
                row.getString("stage"),
                row.getString("source"),
                row.getString("sink"),
                names(row.getString("sinks")),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("reason"),
                row.getString("subject"),
                row.getString("entry"),
                row.getString("cause"),
                row.getString("outcome"),
                new Attempts(
                        row.getInt("attempts"),
                        WaitingRows.instant(row, "first_at"),
                        WaitingRows.instant(row, "last_at"),
                        Duration.ZERO));
    }

    /** PostgreSQL takes no zero character in a text, and one window that can't be committed would hold up all others. */
    private static String storable(String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    static void write(Connection connection, Collection<DeadLetter> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        String sql = "INSERT INTO dead_letter (" + COLUMNS + """
                , exported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                ON CONFLICT (id, stage, source, sink, sinks) DO NOTHING
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (DeadLetter letter : letters) {
                setKey(insert, letter);
                insert.setLong(6, letter.at().toEpochMilli());
                insert.setString(7, storable(letter.reason()));
                insert.setString(8, letter.subject());
                insert.setString(9, storable(letter.entry()));
                insert.setString(10, letter.cause());
                insert.setString(11, letter.outcome());
                insert.setInt(12, letter.attempts().count());
                WaitingRows.set(insert, 13, letter.attempts().first());
                WaitingRows.set(insert, 14, letter.attempts().last());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}

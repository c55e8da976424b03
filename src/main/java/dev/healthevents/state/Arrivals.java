package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When the events of one outbox came, without a time in each of its rows: positions grow with time, so it is enough to
 * know once a second how far they went. Survives a restart. In the transaction of whoever calls.
 */
final class Arrivals {

    private static final Duration BETWEEN_MARKS = Duration.ofSeconds(1);

    private final String sink;
    private final Clock clock;
    private volatile Instant written = Instant.MIN;
    private volatile Instant marked = Instant.MIN;

    Arrivals(String sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** Whether the time has to be taken of what comes now; also after a clock that was put back. */
    boolean due() {
        Instant now = clock.instant();
        return now.isBefore(marked) || !now.isBefore(marked.plus(BETWEEN_MARKS));
    }

    /**
     * Takes the time of what comes now, and forgets what no waiting event needs.
     *
     * @param position the place of the first event that comes now
     * @param first the place of the event that waits longest
     */
    void mark(Connection connection, long position, OptionalLong first) throws SQLException {
        Instant now = clock.instant();
        // The mark before the first that waits is that one's own. Positions begin anew with an outbox that was empty at
        // the start.
        String forget = """
                DELETE FROM outbox_arrival WHERE sink = ? AND (position >= ? OR position <
                    (SELECT MAX(position) FROM outbox_arrival WHERE sink = ? AND position <= ?))
                """;
        try (PreparedStatement delete = connection.prepareStatement(forget)) {
            delete.setString(1, sink);
            delete.setLong(2, position);
            delete.setString(3, sink);
            delete.setLong(4, first.orElse(position));
            delete.executeUpdate();
        }
        String mark = "INSERT INTO outbox_arrival (sink, position, at) VALUES (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(mark)) {
            insert.setString(1, sink);
            insert.setLong(2, position);
            insert.setLong(3, now.toEpochMilli());
            insert.executeUpdate();
        }
        written = now;
    }

    /** Takes note that what was marked last has committed. */
    void committed() {
        marked = written;
    }

    /** When the event at this place came, to a second; empty where it is not known. */
    Optional<Instant> of(Connection connection, long position) throws SQLException {
        String sql = "SELECT at FROM outbox_arrival WHERE sink = ? AND position <= ? ORDER BY position DESC LIMIT 1";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setLong(2, position);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
            }
        }
    }
}

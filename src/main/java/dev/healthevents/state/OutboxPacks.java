package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events of an outbox that came together and mostly leave together, as one row: to write and delete each by itself is a
 * quarter of all that is done for it. What leaves by itself makes rows of the others. In the transaction of
 * whoever calls.
 */
final class OutboxPacks {

    /** How many are packed at the most, now and ever before: what is looked for is found by it. */
    static final int MOST = 100;

    /** Encoded; the larger a pack is, the more are made rows when one leaves by itself. */
    static final int MOST_BYTES = 64 << 10;

    /** Fewer are written each by itself: as a rule the events of a source that is not catching up. */
    static final int FEWEST = 10;

    private final String sink;
    private final boolean sqlite;
    private final AtomicLong lastPacked = new AtomicLong();

    OutboxPacks(String sink, boolean sqlite) {
        this.sink = sink;
        this.sqlite = sqlite;
    }

    /** Where they are, and how many. */
    private record Pack(long last, int events) {

        long first() {
            return last - events + 1;
        }
    }

    /** Takes note that there may be some up to there. */
    void upTo(long last) {
        lastPacked.accumulateAndGet(last, Math::max);
    }

    /**
     * Writes rows, packed where enough follow each other that are of one source.
     *
     * @return those that were not written
     */
    List<OutboxRow> write(Connection connection, List<OutboxRow> rows) throws SQLException {
        if (rows.size() < FEWEST) {
            return rows;
        }
        List<OutboxRow> left = new ArrayList<>();
        String sql = "INSERT INTO outbox_pack (sink, last, events, source, encoded) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            boolean any = false;
            for (int from = 0, to; from < rows.size(); from = to) {
                to = end(rows, from);
                List<OutboxRow> together = rows.subList(from, to);
                if (together.size() < FEWEST) {
                    left.addAll(together);
                } else {
                    set(insert, together);
                    any = true;
                }
            }
            if (any) {
                insert.executeBatch();
            }
        }
        return left;
    }

    /** Up to where rows from one on can be packed; that one at least. */
    private static int end(List<OutboxRow> rows, int from) {
        OutboxRow first = rows.get(from);
        long bytes = first.bytes();
        int to = from + 1;
        while (to < rows.size() && to - from < MOST) {
            OutboxRow next = rows.get(to);
            bytes += next.bytes();
            boolean follows = next.position() == first.position() + (to - from);
            if (bytes > MOST_BYTES || !follows || !next.origin().equals(first.origin())) {
                break;
            }
            to++;
        }
        return to;
    }

    private void set(PreparedStatement insert, List<OutboxRow> together) throws SQLException {
        OutboxRow last = together.get(together.size() - 1);
        // Before the commit: whoever takes them out may be faster than whoever wrote them.
        upTo(last.position());
        insert.setString(1, sink);
        insert.setLong(2, last.position());
        insert.setInt(3, together.size());
        insert.setString(4, last.origin());
        insert.setBytes(5, PackedRows.packed(together));
        insert.addBatch();
    }

    /**
     * Takes rows out of their packs; what else is in these is not packed any more.
     *
     * @param rows any of the outbox
     * @return how many of them were packed
     */
    int take(Connection connection, Collection<OutboxRow> rows) throws SQLException {
        long[] gone =
                rows.stream().mapToLong(OutboxRow::position).sorted().distinct().toArray();
        if (gone.length == 0 || gone[0] > lastPacked.get()) {
            return 0;
        }
        int taken = 0;
        String sql = "DELETE FROM outbox_pack WHERE sink = ? AND last = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (Pack pack : between(connection, gone[0], gone[gone.length - 1])) {
                int count = before(gone, pack.last() + 1) - before(gone, pack.first());
                if (count == 0) {
                    continue;
                }
                if (count < pack.events()) {
                    unpackOthers(connection, pack, gone);
                }
                delete.setString(1, sink);
                delete.setLong(2, pack.last());
                delete.addBatch();
                taken += count;
            }
            if (taken > 0) {
                delete.executeBatch();
            }
        }
        return taken;
    }

    /** How many positions are before one. */
    private static int before(long[] positions, long position) {
        int index = Arrays.binarySearch(positions, position);
        return index < 0 ? -index - 1 : index;
    }

    /** Those that have a position from one to another. */
    private List<Pack> between(Connection connection, long first, long last) throws SQLException {
        String sql = """
                SELECT last, events FROM outbox_pack
                WHERE sink = ? AND last BETWEEN ? AND ? AND last - events < ? ORDER BY last
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setLong(2, first);
            select.setLong(3, last + MOST - 1);
            select.setLong(4, last);
            try (ResultSet row = select.executeQuery()) {
                List<Pack> packs = new ArrayList<>();
                while (row.next()) {
                    packs.add(new Pack(row.getLong(1), row.getInt(2)));
                }
                return packs;
            }
        }
    }

    private void unpackOthers(Connection connection, Pack pack, long[] gone) throws SQLException {
        String sql = "SELECT source, encoded FROM outbox_pack WHERE sink = ? AND last = ?";
        List<OutboxRow> others = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, sink);
            select.setLong(2, pack.last());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                for (OutboxRow packed :
                        PackedRows.unpacked(row.getBytes(2), pack.last(), pack.events(), row.getString(1))) {
                    if (Arrays.binarySearch(gone, packed.position()) < 0) {
                        others.add(packed);
                    }
                }
            }
        }
        OutboxRows.insert(connection, sink, others, sqlite);
    }
}

package dev.healthevents.state;

import dev.healthevents.feed.orthanc.Instance;
import dev.healthevents.feed.orthanc.Lesson;
import dev.healthevents.feed.orthanc.OwnNumbers;
import dev.healthevents.feed.orthanc.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Writes what is remembered of one Orthanc source, in a transaction of somebody else's. */
final class OrthancRows {

    private final Connection connection;
    private final String source;

    OrthancRows(Connection connection, String source) {
        this.connection = connection;
        this.source = source;
    }

    /** Deletes come first: an instance that is gone in one window may be there again in it. */
    void write(Lesson lesson) throws SQLException {
        delete(lesson.deleted());
        store(lesson.stored());
        save(lesson.numbers());
        if (lesson.standing() != null) {
            stand(lesson.standing());
        }
    }

    void store(Collection<Instance> instances) throws SQLException {
        String sql = """
                INSERT INTO orthanc_instance (source, id, study, series, sop, seq, number, kind, epoch)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source, id) DO UPDATE SET
                    seq = excluded.seq, number = excluded.number, kind = excluded.kind, epoch = excluded.epoch
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Instance instance : instances) {
                upsert.setString(1, source);
                upsert.setString(2, instance.id());
                upsert.setString(3, instance.uids().study());
                upsert.setString(4, instance.uids().series());
                upsert.setString(5, instance.uids().sop());
                upsert.setLong(6, instance.seq());
                upsert.setLong(7, instance.number());
                upsert.setInt(8, instance.kind().ordinal());
                upsert.setInt(9, instance.epoch());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private void delete(List<Instance> instances) throws SQLException {
        String sql = "DELETE FROM orthanc_instance WHERE source = ? AND id = ? AND seq = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (Instance instance : instances) {
                delete.setString(1, source);
                delete.setString(2, instance.id());
                // One that was stored again meanwhile stays.
                delete.setLong(3, instance.seq());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private void save(List<OwnNumbers> numbers) throws SQLException {
        String sql = """
                INSERT INTO orthanc_own_number (source, first_number, last_number) VALUES (?, ?, ?)
                ON CONFLICT (source, first_number) DO UPDATE SET last_number = excluded.last_number
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (OwnNumbers range : numbers) {
                upsert.setString(1, source);
                upsert.setLong(2, range.first());
                upsert.setLong(3, range.last());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** Orthanc's numbers begin anew: all up to the highest one that was given are from now on taken. */
    void takeNumbers() throws SQLException {
        long highest = Math.max(
                highest("SELECT MAX(number) FROM orthanc_instance WHERE source = ?"),
                Math.max(
                        highest("SELECT MAX(last_number) FROM orthanc_own_number WHERE source = ?"),
                        highest("SELECT MAX(last_seq) FROM orthanc_source WHERE source = ?")));
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM orthanc_own_number WHERE source = ?")) {
            delete.setString(1, source);
            delete.executeUpdate();
        }
        if (highest > 0) {
            save(List.of(new OwnNumbers(1, highest)));
        }
    }

    private long highest(String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    void stand(Standing standing) throws SQLException {
        String sql = """
                INSERT INTO orthanc_source (source, epoch, last_seq) VALUES (?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET epoch = excluded.epoch, last_seq = excluded.last_seq
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, source);
            upsert.setInt(2, standing.epoch());
            upsert.setLong(3, standing.lastSeq());
            upsert.executeUpdate();
        }
    }
}

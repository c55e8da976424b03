package dev.healthevents.state;

import dev.healthevents.feed.dicomweb.Image;
import dev.healthevents.feed.dicomweb.Lesson;
import dev.healthevents.feed.dicomweb.Standing;
import dev.healthevents.feed.dicomweb.Study;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.LongStream;

/** Writes what is remembered of one DICOMweb source, in a transaction of somebody else's. */
final class DicomwebRows {

    private final Connection connection;
    private final String source;

    DicomwebRows(Connection connection, String source) {
        this.connection = connection;
        this.source = source;
    }

    void write(Lesson lesson) throws SQLException {
        delete(lesson.gone());
        store(lesson.stored());
        stand(lesson.standing());
    }

    void store(Collection<Study> studies) throws SQLException {
        String sql = """
                INSERT INTO dicomweb_study (source, study, study_date, state, instances, oldest, newest, images)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source, study) DO UPDATE SET
                    study_date = excluded.study_date, state = excluded.state, instances = excluded.instances,
                    oldest = excluded.oldest, newest = excluded.newest, images = excluded.images
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Study study : studies) {
                upsert.setString(1, source);
                upsert.setString(2, study.head().uid());
                upsert.setString(3, study.head().date());
                upsert.setInt(4, study.head().state().ordinal());
                upsert.setInt(5, study.images().size());
                upsert.setLong(6, times(study).min().orElse(0));
                upsert.setLong(7, times(study).max().orElse(0));
                upsert.setBytes(8, PackedImages.packed(study.images()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static LongStream times(Study study) {
        return study.images().stream()
                .filter(image -> image.number() > 0)
                .map(Image::time)
                .mapToLong(Instant::toEpochMilli);
    }

    private void delete(Collection<String> studies) throws SQLException {
        String sql = "DELETE FROM dicomweb_study WHERE source = ? AND study = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (String study : studies) {
                delete.setString(1, source);
                delete.setString(2, study);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    void stand(Standing standing) throws SQLException {
        String sql = """
                INSERT INTO dicomweb_source (source, epoch, last_number, walked) VALUES (?, ?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET
                    epoch = excluded.epoch, last_number = excluded.last_number, walked = excluded.walked
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, source);
            upsert.setInt(2, standing.epoch());
            upsert.setLong(3, standing.lastNumber());
            upsert.setString(4, standing.walked());
            upsert.executeUpdate();
        }
    }
}

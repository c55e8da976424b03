package dev.healthevents.state;

import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.dicomweb.Inventory;
import dev.healthevents.feed.dicomweb.Lesson;
import dev.healthevents.feed.dicomweb.Standing;
import dev.healthevents.feed.dicomweb.Study;
import dev.healthevents.feed.dicomweb.StudyHead;
import dev.healthevents.feed.dicomweb.StudyHead.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What is remembered of one DICOMweb source: its studies with their images, and how far it was read. */
public final class DicomwebInventory implements Inventory {

    private static final String HEAD =
            "SELECT study, study_date, instances, state FROM dicomweb_study WHERE source = ?";
    private static final String WHOLE =
            "SELECT study, study_date, instances, state, images FROM dicomweb_study WHERE source = ?";
    private static final int MOST_PARAMETERS = 500;

    private final StateDatabase database;
    private final String source;

    /** @param source its name in the configuration */
    public DicomwebInventory(StateDatabase database, String source) {
        this.database = database;
        this.source = source;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** @param values what follows the source, each a string or a whole number */
    private <T> List<T> select(String sql, Row<T> rows, Object... values) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 2, values[i]);
                }
                List<T> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(rows.of(row));
                    }
                }
                return found;
            }
        });
    }

    @Override
    public Optional<Standing> standing() {
        String sql = "SELECT epoch, last_number, walked FROM dicomweb_source WHERE source = ?";
        return select(sql, row -> new Standing(row.getInt(1), row.getLong(2), row.getString(3))).stream()
                .findFirst();
    }

    @Override
    public Optional<Study> study(String uid) {
        return select(WHOLE + " AND study = ?", DicomwebInventory::whole, uid).stream()
                .findFirst();
    }

    private static StudyHead head(ResultSet row) throws SQLException {
        return new StudyHead(row.getString(1), row.getString(2), row.getInt(3), State.values()[row.getInt(4)]);
    }

    private static Study whole(ResultSet row) throws SQLException {
        return new Study(head(row), PackedImages.unpacked(row.getBytes(5)));
    }

    @Override
    public List<StudyHead> heads(Collection<String> uids) {
        List<String> wanted = List.copyOf(uids);
        List<StudyHead> found = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += MOST_PARAMETERS) {
            List<String> some = wanted.subList(from, Math.min(wanted.size(), from + MOST_PARAMETERS));
            String marks = String.join(", ", Collections.nCopies(some.size(), "?"));
            found.addAll(select(HEAD + " AND study IN (" + marks + ")", DicomwebInventory::head, some.toArray()));
        }
        return found;
    }

    @Override
    public List<StudyHead> since(String date) {
        return select(HEAD + " AND study_date >= ?", DicomwebInventory::head, date);
    }

    @Override
    public List<StudyHead> after(String uid, int limit) {
        return select(HEAD + " AND study > ? ORDER BY study LIMIT ?", DicomwebInventory::head, uid, limit);
    }

    @Override
    public List<StudyHead> toList(int limit) {
        return select(HEAD + " AND state > 0 ORDER BY study LIMIT ?", DicomwebInventory::head, limit);
    }

    @Override
    public List<Study> foundBetween(Instant from, Instant to, int most) {
        List<Study> found = new ArrayList<>();
        long[] images = {0};
        select(
                WHOLE + " AND newest >= ? AND oldest < ? AND newest > 0",
                row -> {
                    if (images[0] <= most) {
                        Study study = foundBetween(whole(row), from, to);
                        images[0] += study.images().size();
                        found.add(study);
                    }
                    return null;
                },
                from.toEpochMilli(),
                to.toEpochMilli());
        return found;
    }

    private static Study foundBetween(Study study, Instant from, Instant to) {
        return new Study(
                study.head(),
                study.images().stream()
                        .filter(image -> image.number() > 0
                                && !image.time().isBefore(from)
                                && image.time().isBefore(to))
                        .toList());
    }

    @Override
    public long images() {
        String sql = "SELECT COALESCE(SUM(instances), 0) FROM dicomweb_study WHERE source = ?";
        return select(sql, row -> row.getLong(1)).get(0);
    }

    @Override
    public void learn(Collection<Study> studies) {
        database.write(connection -> {
            new DicomwebRows(connection, source).store(studies);
            return null;
        });
    }

    @Override
    public void begin(Standing standing) {
        database.write(connection -> {
            new DicomwebRows(connection, source).stand(standing);
            return null;
        });
    }

    @Override
    public Learnt learnt(Lesson lesson, Runnable kept) {
        return new LearntRows() {
            @Override
            public boolean isEmpty() {
                return lesson.isEmpty();
            }

            @Override
            public void write(Connection connection) throws SQLException {
                new DicomwebRows(connection, source).write(lesson);
            }

            @Override
            public void kept() {
                kept.run();
            }
        };
    }
}

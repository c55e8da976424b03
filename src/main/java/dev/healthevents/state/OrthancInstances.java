package dev.healthevents.state;

import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.orthanc.Instance;
import dev.healthevents.feed.orthanc.Instance.Kind;
import dev.healthevents.feed.orthanc.InstanceTable;
import dev.healthevents.feed.orthanc.Lesson;
import dev.healthevents.feed.orthanc.OwnNumbers;
import dev.healthevents.feed.orthanc.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is remembered of one Orthanc source: its instances, and how far it was read. */
public final class OrthancInstances implements InstanceTable {

    private static final String COLUMNS = "id, study, series, sop, seq, number, kind, epoch";
    private static final int MOST_PARAMETERS = 500;

    private final StateDatabase database;
    private final String source;

    /** @param source its name in the configuration */
    public OrthancInstances(StateDatabase database, String source) {
        this.database = database;
        this.source = source;
    }

    @Override
    public Optional<Standing> standing() {
        return database.read(connection -> {
            String sql = "SELECT epoch, last_seq FROM orthanc_source WHERE source = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Standing(row.getInt(1), row.getLong(2))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public Map<String, Instance> find(Collection<String> ids) {
        Map<String, Instance> found = new HashMap<>();
        find("id", List.copyOf(ids)).forEach(instance -> found.put(instance.id(), instance));
        return found;
    }

    @Override
    public List<Instance> holders(Collection<Uids> images) {
        Set<Uids> wanted = Set.copyOf(images);
        // A SOP Instance UID is one of a kind, but for servers that copy studies and leave it as it was.
        List<Instance> alike =
                find("sop", wanted.stream().map(Uids::sop).distinct().toList());
        return alike.stream()
                .filter(instance -> wanted.contains(instance.uids()))
                .toList();
    }

    private List<Instance> find(String column, List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        return database.read(connection -> {
            List<Instance> found = new ArrayList<>();
            for (int from = 0; from < values.size(); from += MOST_PARAMETERS) {
                List<String> some = values.subList(from, Math.min(values.size(), from + MOST_PARAMETERS));
                found.addAll(find(connection, column, some));
            }
            return found;
        });
    }

    private List<Instance> find(Connection connection, String column, List<String> values) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
        String sql =
                "SELECT " + COLUMNS + " FROM orthanc_instance WHERE source = ? AND " + column + " IN (" + marks + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, source);
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 2, values.get(i));
            }
            return instances(select);
        }
    }

    @Override
    public List<Instance> after(String id, int limit) {
        return database.read(connection -> {
            String sql = "SELECT " + COLUMNS + " FROM orthanc_instance WHERE source = ? AND id > ? ORDER BY id LIMIT ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                select.setString(2, id);
                select.setInt(3, limit);
                return instances(select);
            }
        });
    }

    private static List<Instance> instances(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            List<Instance> instances = new ArrayList<>();
            while (row.next()) {
                instances.add(new Instance(
                        row.getString(1),
                        new Uids(row.getString(2), row.getString(3), row.getString(4)),
                        row.getLong(5),
                        row.getLong(6),
                        Kind.values()[row.getInt(7)],
                        row.getInt(8)));
            }
            return instances;
        }
    }

    @Override
    public long count() {
        return number("SELECT COUNT(*) FROM orthanc_instance WHERE source = ?");
    }

    @Override
    public long highestNumber() {
        return number("SELECT COALESCE(MAX(number), 0) FROM orthanc_instance WHERE source = ?");
    }

    private long number(String sql) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Override
    public List<OwnNumbers> ownNumbers(int limit) {
        return database.read(connection -> {
            String sql =
                    "SELECT first_number, last_number FROM orthanc_own_number WHERE source = ? ORDER BY first_number DESC LIMIT ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, source);
                select.setInt(2, limit);
                try (ResultSet row = select.executeQuery()) {
                    List<OwnNumbers> numbers = new ArrayList<>();
                    while (row.next()) {
                        numbers.add(new OwnNumbers(row.getLong(1), row.getLong(2)));
                    }
                    Collections.reverse(numbers);
                    return numbers;
                }
            }
        });
    }

    @Override
    public void learn(Collection<Instance> instances) {
        if (!instances.isEmpty()) {
            database.write(connection -> {
                new OrthancRows(connection, source).store(instances);
                return null;
            });
        }
    }

    @Override
    public void begin(Standing standing) {
        database.write(connection -> {
            OrthancRows rows = new OrthancRows(connection, source);
            rows.takeNumbers();
            rows.stand(standing);
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
                new OrthancRows(connection, source).write(lesson);
            }

            @Override
            public void kept() {
                kept.run();
            }
        };
    }
}

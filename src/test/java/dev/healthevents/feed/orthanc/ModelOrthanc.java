package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.dicom.Uids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An Orthanc as real ones were seen to behave, in memory. Its clock goes on by a second whenever it is asked. */
final class ModelOrthanc implements Orthanc {

    private record Row(String id, Instant date) {}

    /** What a backup holds. */
    record Backup(Map<String, Uids> held, Map<Long, Object> rows, long counter) {}

    private final boolean overwrites;
    private Runnable meanwhile = () -> {};
    private Map<String, Uids> held = new LinkedHashMap<>();
    private TreeMap<Long, Row> rows = new TreeMap<>();
    private long counter;
    private long second;

    /** @param counter how far it has counted already */
    ModelOrthanc(boolean overwrites, long counter) {
        this.overwrites = overwrites;
        this.counter = counter;
    }

    /** Has something happen before each request. */
    void meanwhile(Runnable something) {
        meanwhile = something;
    }

    /** Orthanc makes its ids of the patient and the UIDs. */
    static String id(int patient, Uids image) {
        int[] parts = {
            patient,
            image.sop().hashCode(),
            image.series().hashCode(),
            image.study().hashCode(),
            0
        };
        return Stream.of(0, 1, 2, 3, 4)
                .map(part -> String.format(Locale.ROOT, "%08x", parts[part] * 31))
                .collect(Collectors.joining("-"));
    }

    void store(int patient, Uids image) {
        String id = id(patient, image);
        if (held.containsKey(id) && !overwrites) {
            return;
        }
        rows.values().removeIf(row -> row.id().equals(id));
        held.put(id, image);
        rows.put(++counter, new Row(id, clock()));
        counter++;
    }

    void delete(int patient, Uids image) {
        String id = id(patient, image);
        held.remove(id);
        rows.values().removeIf(row -> row.id().equals(id));
    }

    void deleteChanges() {
        rows.clear();
    }

    /** As who sets the counter in its database does. */
    void leap(long to) {
        counter = to;
    }

    Backup backup() {
        return new Backup(new LinkedHashMap<>(held), new TreeMap<>(rows), counter);
    }

    void restore(Backup backup) {
        held = new LinkedHashMap<>(backup.held());
        rows = new TreeMap<>();
        backup.rows().forEach((seq, row) -> rows.put(seq, (Row) row));
        counter = backup.counter();
    }

    Set<Uids> images() {
        return new HashSet<>(held.values());
    }

    private Instant clock() {
        return Instant.EPOCH.plusSeconds(second);
    }

    private <T> T asked(Supplier<T> answer) {
        meanwhile.run();
        second++;
        return answer.get();
    }

    @Override
    public Instant now() {
        return asked(this::clock);
    }

    @Override
    public ChangesPage changes(long since, int limit) {
        return asked(() -> page(rows.tailMap(since, false), limit));
    }

    @Override
    public ChangesPage newestChange() {
        return asked(() -> page(rows.isEmpty() ? rows : rows.tailMap(rows.lastKey(), true), 1));
    }

    /** Numbers are written with 32 bits. */
    private ChangesPage page(Map<Long, Row> after, int limit) {
        List<Change> page = after.entrySet().stream()
                .limit(limit)
                .map(row -> new Change(
                        row.getKey().intValue(),
                        true,
                        row.getValue().id(),
                        row.getValue().date()))
                .toList();
        int last =
                page.isEmpty() ? (int) counter : (int) page.get(page.size() - 1).seq();
        return new ChangesPage(page, page.size() == after.size(), last);
    }

    @Override
    public List<String> instances(long since, int limit) {
        return asked(() ->
                new ArrayList<>(held.keySet()).stream().skip(since).limit(limit).toList());
    }

    @Override
    public long countInstances() {
        return asked(() -> (long) held.size());
    }

    @Override
    public String version() {
        return "model";
    }

    @Override
    public Map<String, Resource> instances(Collection<String> ids) {
        return asked(() -> {
            Map<String, Resource> found = new HashMap<>();
            for (String id : ids) {
                Uids image = held.get(id);
                if (image != null) {
                    found.put(id, new Resource(id, image.sop(), image.series()));
                }
            }
            return found;
        });
    }

    /** Series and studies have their UIDs for ids: only those of instances are looked at by anybody. */
    @Override
    public Map<String, Resource> series(Collection<String> ids) {
        return ids.stream()
                .collect(Collectors.toMap(id -> id, id -> new Resource(id, id, id.replaceFirst("\\.\\d+$", ""))));
    }

    @Override
    public Map<String, Resource> studies(Collection<String> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, id -> new Resource(id, id, null)));
    }

    @Override
    public void watch(PageWatch watch) {
        // Nobody does.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}

package dev.healthevents.feed.orthanc;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.orthanc.Instance.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one Orthanc's instances: what is committed, and what the windows that were read will commit. The
 * feeds of a source share it, because each may read a row before the other has committed it, and both must make the
 * same event of it. For use by several threads.
 */
public final class Ledger {

    /** @param inTable whether the instance is also among the committed ones */
    private record Pending(Announced announced, boolean inTable) {}

    private final InstanceTable table;
    private final Map<String, Pending> pending = new HashMap<>();
    private Numbers numbers;
    private Standing standing;
    private long count;

    public Ledger(InstanceTable table) {
        this.table = table;
    }

    /** Goes by what is committed, as after a commit whose end was not seen. */
    synchronized void refresh() {
        standing = table.standing().orElse(null);
        Map<String, Instance> committed = table.find(pending.keySet());
        pending.entrySet().removeIf(entry -> {
            Announced announced = entry.getValue().announced();
            Instance there = committed.get(entry.getKey());
            return announced.gone() ? there == null : announced.instance().equals(there);
        });
        pending.replaceAll((id, change) -> new Pending(change.announced(), committed.containsKey(id)));
        count = table.count();
        if (numbers == null) {
            long lastSeq = standing == null ? 0 : Math.max(0, standing.lastSeq());
            numbers = new Numbers(table.ownNumbers(Numbers.MOST_RANGES), Math.max(lastSeq, table.highestNumber()));
        }
    }

    /** How far the source was read, or nothing if it never was. */
    synchronized Optional<Standing> standing() {
        return Optional.ofNullable(standing);
    }

    /** Takes note of instances that were there before anything was read, all of whose rows go up to {@code lastSeq}. */
    synchronized void learn(Map<String, Uids> there, long lastSeq) {
        List<Instance> instances = new ArrayList<>();
        there.forEach((id, uids) -> instances.add(new Instance(id, uids, lastSeq, 0, Kind.LEARNT)));
        table.learn(instances);
    }

    /** Begins an epoch in which nothing was read yet. */
    synchronized void begin(int epoch) {
        table.begin(new Standing(epoch, -1));
        pending.clear();
        numbers = null;
        refresh();
    }

    /** How many instances Orthanc would hold if nothing had happened since. */
    synchronized long expected() {
        long expected = count;
        for (Pending change : pending.values()) {
            boolean gone = change.announced().gone();
            expected += gone == change.inTable() ? (gone ? -1 : 1) : 0;
        }
        return expected;
    }

    /** Those of these instances that are known. */
    synchronized Map<String, Instance> known(Collection<String> ids) {
        return known(ids, table.find(ids));
    }

    private Map<String, Instance> known(Collection<String> ids, Map<String, Instance> committed) {
        Map<String, Instance> known = new HashMap<>(committed);
        for (String id : ids) {
            Pending change = pending.get(id);
            if (change != null && change.announced().gone()) {
                known.remove(id);
            } else if (change != null) {
                known.put(id, change.announced().instance());
            }
        }
        return known;
    }

    /** Known instances in the order of their ids, as they are committed. */
    List<Instance> after(String id, int limit) {
        return table.after(id, limit);
    }

    /**
     * What rows mean.
     *
     * @param rows at most a page of them, each of a stored instance, in the order of their Seq
     * @param uids of those that were not known; who is in neither is gone, and nobody will ever know its UIDs
     */
    synchronized List<Announced> stored(List<Change> rows, Map<String, Uids> uids) {
        List<String> ids = rows.stream().map(Change::id).toList();
        Map<String, Instance> committed = table.find(ids);
        Map<String, Instance> known = known(ids, committed);
        List<Announced> announced = new ArrayList<>();
        for (Change row : rows) {
            Instance before = known.get(row.id());
            if (before == null && uids.get(row.id()) == null) {
                continue;
            }
            boolean inTable = committed.containsKey(row.id());
            Announced change = before == null
                    ? pending(row, uids.get(row.id()), Kind.CREATED, inTable)
                    : again(row, before, inTable);
            if (change != null) {
                announced.add(change);
                known.put(row.id(), change.instance());
            }
        }
        return announced;
    }

    /** @return {@code null} where a later row of the same instance was read meanwhile: Orthanc has dropped this one */
    private Announced again(Change row, Instance before, boolean inTable) {
        if (row.seq() > before.seq()) {
            return pending(row, before.uids(), Kind.UPDATED, inTable);
        }
        if (before.kind() == Kind.LEARNT) {
            return pending(row, before.uids(), Kind.CREATED, inTable);
        }
        return row.seq() < before.seq()
                ? null
                : new Announced(operation(before.kind()), before, before.number(), row.date());
    }

    private Announced pending(Change row, Uids uids, Kind kind, boolean inTable) {
        long number = numbers.of(row.seq());
        Instance instance = new Instance(row.id(), uids, row.seq(), number, kind);
        return pending(new Announced(operation(kind), instance, number, row.date()), inTable);
    }

    private Announced pending(Announced change, boolean inTable) {
        pending.put(change.instance().id(), new Pending(change, inTable));
        return change;
    }

    private static HealthEventType operation(Kind kind) {
        return kind == Kind.UPDATED ? HealthEventType.DICOM_IMAGE_UPDATED : HealthEventType.DICOM_IMAGE_CREATED;
    }

    /**
     * Instances that were found to be gone.
     *
     * @param lastSeq the highest Seq that Orthanc has given
     */
    synchronized List<Announced> gone(List<Instance> instances, long lastSeq, Instant now) {
        List<Announced> announced = new ArrayList<>();
        for (Instance instance : instances) {
            Pending before = pending.get(instance.id());
            if (before == null) {
                announced.add(pending(
                        new Announced(HealthEventType.DICOM_IMAGE_DELETED, instance, numbers.next(lastSeq), now),
                        true));
            } else if (before.announced().gone()) {
                announced.add(before.announced());
            }
        }
        return announced;
    }

    /**
     * Instances that are there, but have no row any more, as after the log of changes was emptied.
     *
     * @param lastSeq the highest Seq that Orthanc has given
     */
    synchronized List<Announced> found(Map<String, Uids> there, long lastSeq, Instant now) {
        Map<String, Instance> committed = table.find(there.keySet());
        Map<String, Instance> known = known(there.keySet(), committed);
        List<Announced> announced = new ArrayList<>();
        there.forEach((id, uids) -> {
            if (uids != null && !known.containsKey(id)) {
                long number = numbers.next(lastSeq);
                Instance instance = new Instance(id, uids, lastSeq, number, Kind.CREATED);
                announced.add(pending(
                        new Announced(HealthEventType.DICOM_IMAGE_CREATED, instance, number, now),
                        committed.containsKey(id)));
            }
        });
        return announced;
    }

    /**
     * What is to be kept with a window that announces these changes.
     *
     * @param read how far the source has been read by it, or {@code null} where it does not say
     */
    synchronized Learnt learnt(List<Announced> announced, Standing read) {
        List<Announced> fresh =
                announced.stream().filter(this::isPending).distinct().toList();
        List<Instance> stored = fresh.stream()
                .filter(change -> !change.gone())
                .map(Announced::instance)
                .toList();
        List<Instance> gone =
                fresh.stream().filter(Announced::gone).map(Announced::instance).toList();
        List<OwnNumbers> own =
                numbers.ranges(fresh.stream().map(Announced::number).toList());
        return table.learnt(new Lesson(read, stored, gone, own), () -> kept(fresh, read));
    }

    private boolean isPending(Announced change) {
        Pending newest = pending.get(change.instance().id());
        return newest != null && newest.announced().equals(change);
    }

    private synchronized void kept(List<Announced> fresh, Standing read) {
        for (Announced change : fresh) {
            Pending newest = pending.get(change.instance().id());
            if (newest != null && newest.announced().equals(change)) {
                pending.remove(change.instance().id());
                count += change.gone() == newest.inTable() ? (change.gone() ? -1 : 1) : 0;
            }
        }
        if (read != null) {
            standing = read;
        }
    }
}

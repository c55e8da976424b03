package dev.healthevents.feed.orthanc;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.orthanc.Instance.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of one Orthanc's instances: what is committed, and what the windows that were read will commit. The
 * feeds of a source share it, because each may read a row before the other has committed it, and both must make the
 * same event of it. For use by several threads.
 *
 * <p>Events are about images, as their UIDs name them. An image is created with the first instance that is it, deleted
 * with the last one, and updated by what happens in between.
 */
public final class Ledger {

    private static final int DELETES_AT_ONCE = 500;

    /**
     * @param inTable whether the instance is also among the committed ones
     * @param certain whether it is sure to be so until this is committed
     * @param newest whether the one who looks for what is newest read it: at its next look this will be committed or not
     */
    private record Pending(Announced announced, boolean inTable, boolean certain, boolean newest) {}

    private final InstanceTable table;
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<Uids, Announced> untoldDeletes = new HashMap<>();
    private Numbers numbers;
    private Standing standing;
    private long count;
    private boolean miscounted;
    private boolean anew;

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
        pending.replaceAll((id, change) ->
                new Pending(change.announced(), committed.containsKey(id), change.certain(), change.newest()));
        count = table.count();
        miscounted = false;
        if (numbers == null) {
            long lastSeq = standing == null ? 0 : Math.max(0, standing.lastSeq());
            numbers = new Numbers(table.ownNumbers(Numbers.MOST_RANGES), Math.max(lastSeq, table.highestNumber()));
        }
    }

    /** How far the source was read, or nothing if it never was. */
    synchronized Optional<Standing> standing() {
        return Optional.ofNullable(standing);
    }

    /** Whether this process has begun an epoch after the first one. */
    synchronized boolean beganAnew() {
        return anew;
    }

    /** Takes note of instances that were there before anything was read, all of whose rows go up to {@code lastSeq}. */
    synchronized void learn(Map<String, Uids> there, long lastSeq, int epoch) {
        List<Instance> instances = new ArrayList<>();
        there.forEach((id, uids) -> instances.add(new Instance(id, uids, lastSeq, 0, Kind.LEARNT, epoch)));
        table.learn(instances);
    }

    /** Begins an epoch in which nothing was read yet. What was known before it stays known. */
    synchronized void begin(int epoch) {
        anew = table.standing().isPresent();
        table.begin(new Standing(epoch, -1));
        pending.clear();
        untoldDeletes.clear();
        numbers = null;
        refresh();
    }

    /** How many instances Orthanc would hold if nothing had happened since. */
    synchronized long expected() {
        if (miscounted) {
            refresh();
        }
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

    private Holders holders(Set<Uids> images) {
        if (images.isEmpty()) {
            return new Holders(List.of());
        }
        Holders holders = new Holders(table.holders(images));
        for (Pending change : pending.values()) {
            Instance instance = change.announced().instance();
            if (change.announced().gone()) {
                holders.remove(instance);
            } else if (images.contains(instance.uids())) {
                holders.put(instance);
            }
        }
        return holders;
    }

    /** Known instances in the order of their ids, as they are committed. */
    List<Instance> after(String id, int limit) {
        return table.after(id, limit);
    }

    /** Instances that are known by other windows than the newest one, which are not committed, or never will be. */
    synchronized List<Instance> uncommitted() {
        return pending.values().stream()
                .filter(change -> !change.newest()
                        && !change.inTable()
                        && !change.announced().gone())
                .map(change -> change.announced().instance())
                .toList();
    }

    /** Forgets uncommitted instances that are gone: should their windows be committed yet, they will be missed then. */
    synchronized void forget(Collection<Instance> gone) {
        gone.forEach(instance -> pending.remove(instance.id()));
    }

    /** Begins a look for what is newest, and so takes note that what the look before found will not be committed any more. */
    synchronized void lookAgain() {
        pending.values().removeIf(change -> {
            Announced announced = change.announced();
            if (change.newest() && announced.gone() && announced.told()) {
                untoldDeletes.put(announced.instance().uids(), announced);
            }
            return change.newest();
        });
    }

    /**
     * What rows mean.
     *
     * @param rows at most a page of them, each of a stored instance, in the order of their Seq
     * @param uids of those that were not known; who is in neither is gone, and nobody will ever know its UIDs
     * @param newest whether it is a look for what is newest
     */
    synchronized List<Announced> stored(List<Change> rows, Map<String, Uids> uids, boolean newest) {
        List<String> ids = rows.stream().map(Change::id).toList();
        Map<String, Instance> committed = table.find(ids);
        Map<String, Instance> known = known(ids, committed);
        Holders holders = holders(ids.stream()
                .map(id -> known.containsKey(id) ? newlyAnnounced(known.get(id)) : uids.get(id))
                .filter(image -> image != null)
                .collect(Collectors.toSet()));
        List<Announced> announced = new ArrayList<>();
        for (Change row : rows) {
            Instance before = known.get(row.id());
            if (before == null && uids.get(row.id()) == null) {
                continue;
            }
            Announced change = before == null
                    ? announced(row, uids.get(row.id()), kind(uids.get(row.id()), row.id(), holders))
                    : again(row, before, holders);
            if (change != null) {
                if (!change.instance().equals(before)) {
                    pending(change, committed.containsKey(row.id()), newest);
                }
                announced.add(change);
                known.put(row.id(), change.instance());
                holders.put(change.instance());
            }
        }
        return announced;
    }

    private static Uids newlyAnnounced(Instance instance) {
        return instance.kind() == Kind.LEARNT ? instance.uids() : null;
    }

    private static Kind kind(Uids image, String id, Holders holders) {
        return holders.others(image, id) ? Kind.UPDATED : Kind.CREATED;
    }

    /** @return {@code null} where a later row of the same instance was read meanwhile: Orthanc has dropped this one */
    private Announced again(Change row, Instance before, Holders holders) {
        if (row.seq() == before.seq() && before.kind() != Kind.LEARNT) {
            return new Announced(operation(before.kind()), before, row.seq(), before.number(), row.date());
        }
        if (before.kind() == Kind.LEARNT && row.seq() <= before.seq()) {
            Kind kind = holders.othersCreated(before) ? Kind.UPDATED : Kind.CREATED;
            return announced(row, before.uids(), kind);
        }
        boolean later = row.seq() > before.seq() || before.epoch() < standing.epoch();
        return later ? announced(row, before.uids(), Kind.UPDATED) : null;
    }

    private Announced announced(Change row, Uids uids, Kind kind) {
        long number = numbers.of(row.seq());
        Instance instance = new Instance(row.id(), uids, row.seq(), number, kind, standing.epoch());
        return new Announced(operation(kind), instance, row.seq(), number, row.date());
    }

    private Announced pending(Announced change, boolean inTable, boolean newest) {
        // The window of one before may be committed before this one or after it, or never.
        boolean certain =
                !change.gone() || !pending.containsKey(change.instance().id());
        pending.put(change.instance().id(), new Pending(change, inTable, certain, newest));
        untoldDeletes.remove(change.instance().uids());
        return change;
    }

    private static HealthEventType operation(Kind kind) {
        return kind == Kind.UPDATED ? HealthEventType.DICOM_IMAGE_UPDATED : HealthEventType.DICOM_IMAGE_CREATED;
    }

    /**
     * Instances that were found to be gone.
     *
     * @param instances as they are committed
     * @param lastSeq the highest Seq that Orthanc has given
     */
    synchronized List<Announced> gone(List<Instance> instances, long lastSeq, Instant now) {
        List<Announced> announced = new ArrayList<>();
        for (int from = 0; from < instances.size(); from += DELETES_AT_ONCE) {
            List<Instance> some = instances.subList(from, Math.min(instances.size(), from + DELETES_AT_ONCE));
            Holders holders = holders(some.stream().map(Instance::uids).collect(Collectors.toSet()));
            for (Instance instance : some) {
                boolean told = !holders.others(instance.uids(), instance.id());
                announced.add(pending(deleted(instance, told, lastSeq, now), true, true));
                holders.remove(instance);
            }
        }
        return announced;
    }

    private Announced deleted(Instance instance, boolean told, long lastSeq, Instant now) {
        Announced before = untoldDeletes.get(instance.uids());
        if (told && before != null && before.instance().equals(instance)) {
            return before;
        }
        return new Announced(HealthEventType.DICOM_IMAGE_DELETED, instance, 0, told ? numbers.next(lastSeq) : 0, now);
    }

    /**
     * Instances that are there, but have no row any more, as after the log of changes was emptied.
     *
     * @param lastSeq the highest Seq that Orthanc has given
     */
    synchronized List<Announced> found(Map<String, Uids> there, long lastSeq, Instant now) {
        Map<String, Instance> committed = table.find(there.keySet());
        Map<String, Instance> known = known(there.keySet(), committed);
        Holders holders =
                holders(there.values().stream().filter(image -> image != null).collect(Collectors.toSet()));
        List<Announced> announced = new ArrayList<>();
        there.forEach((id, uids) -> {
            if (uids != null && !known.containsKey(id)) {
                long number = numbers.next(lastSeq);
                Kind kind = kind(uids, id, holders);
                Instance instance = new Instance(id, uids, lastSeq, number, kind, standing.epoch());
                holders.put(instance);
                announced.add(pending(
                        new Announced(operation(kind), instance, 0, number, now), committed.containsKey(id), true));
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
        List<OwnNumbers> own = numbers.ranges(
                fresh.stream().filter(Announced::told).map(Announced::number).toList());
        return table.learnt(new Lesson(read, stored, gone, own), () -> kept(fresh, read));
    }

    private boolean isPending(Announced change) {
        Pending newest = pending.get(change.instance().id());
        return newest != null && newest.announced().equals(change);
    }

    private synchronized void kept(List<Announced> fresh, Standing read) {
        for (Announced change : fresh) {
            Pending newest = pending.get(change.instance().id());
            boolean itself = newest != null && newest.announced().equals(change);
            if (itself) {
                pending.remove(change.instance().id());
                count += change.gone() == newest.inTable() ? (change.gone() ? -1 : 1) : 0;
            }
            miscounted |= !itself || !newest.certain();
        }
        if (read != null) {
            standing = read;
        }
    }
}

package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.dicom.Uids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the state remembers of an Orthanc, with the same rules, in memory. */
final class MemoryTable implements InstanceTable {

    /** A lesson that is to be committed. */
    record Memory(MemoryTable table, Lesson lesson, Runnable whenKept) implements Learnt {

        @Override
        public boolean isEmpty() {
            return lesson.isEmpty();
        }

        void write() {
            for (Instance gone : lesson.deleted()) {
                table.instances.computeIfPresent(gone.id(), (id, there) -> there.seq() == gone.seq() ? null : there);
            }
            table.learn(lesson.stored());
            lesson.numbers().forEach(range -> table.own.put(range.first(), range));
            table.standing = lesson.standing() == null ? table.standing : lesson.standing();
        }

        @Override
        public void kept() {
            whenKept.run();
        }
    }

    private final TreeMap<String, Instance> instances = new TreeMap<>();
    private final TreeMap<Long, OwnNumbers> own = new TreeMap<>();
    private Standing standing;

    @Override
    public Optional<Standing> standing() {
        return Optional.ofNullable(standing);
    }

    @Override
    public Map<String, Instance> find(Collection<String> ids) {
        return ids.stream()
                .filter(instances::containsKey)
                .distinct()
                .collect(Collectors.toMap(id -> id, instances::get));
    }

    @Override
    public List<Instance> holders(Collection<Uids> images) {
        Set<Uids> wanted = Set.copyOf(images);
        return instances.values().stream()
                .filter(instance -> wanted.contains(instance.uids()))
                .toList();
    }

    @Override
    public List<Instance> after(String id, int limit) {
        return instances.tailMap(id, false).values().stream().limit(limit).toList();
    }

    @Override
    public long count() {
        return instances.size();
    }

    @Override
    public long highestNumber() {
        return instances.values().stream().mapToLong(Instance::number).max().orElse(0);
    }

    @Override
    public List<OwnNumbers> ownNumbers(int limit) {
        return new ArrayList<>(own.values());
    }

    @Override
    public void learn(Collection<Instance> learnt) {
        learnt.forEach(instance -> instances.put(instance.id(), instance));
    }

    @Override
    public void begin(Standing begun) {
        long highest = Math.max(
                Math.max(
                        highestNumber(),
                        own.isEmpty() ? 0 : own.lastEntry().getValue().last()),
                standing == null ? 0 : standing.lastSeq());
        own.clear();
        if (highest > 0) {
            own.put(1L, new OwnNumbers(1, highest));
        }
        standing = begun;
    }

    @Override
    public Learnt learnt(Lesson lesson, Runnable kept) {
        return new Memory(this, lesson, kept);
    }
}

package dev.healthevents.source;

import dev.healthevents.delivery.Leases;
import dev.healthevents.delivery.Sinks;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that this process has of a topic. Its own are for one thread; who delivers looks into {@link Leases}. */
final class HeldTopic {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");

    private final String source;
    private final Sinks sinks;
    private final Set<String> fed = new HashSet<>();
    private final LeaseTime time;
    private final Consumer<HeldPartition> lettersCame;
    private final Map<TopicPartition, HeldPartition> held = new ConcurrentHashMap<>();

    HeldTopic(String source, Sinks sinks, LeaseTime time, Consumer<HeldPartition> lettersCame) {
        this.source = source;
        this.sinks = sinks;
        this.time = time;
        this.lettersCame = lettersCame;
    }

    /** Takes a partition; what was had of it before is not delivered any more. */
    void take(TopicPartition partition, GroupPosition position) {
        release(partition);
        // What is left in an outbox of an earlier time must never be taken for this one's.
        String origin = source + "#" + partition.partition() + "/" + Integer.toHexString(RANDOM.nextInt());
        HeldPartition mine = new HeldPartition(partition.partition(), origin, time, position, lettersCame);
        for (String sink : mine.behind().keySet()) {
            if (sinks.find(sink).isEmpty()) {
                LOG.warn(
                        "{}: partition {} has events for sink {} still, which is not configured here: it does not get them.",
                        source,
                        partition.partition(),
                        sink);
                mine.forget(sink);
            }
        }
        held.put(partition, mine);
        sinks.leases().add(origin, mine);
    }

    void release(TopicPartition partition) {
        HeldPartition before = held.remove(partition);
        if (before != null) {
            before.close();
            sinks.leases().remove(before.origin());
        }
    }

    /** As it is held now. */
    Optional<HeldPartition> find(TopicPartition partition) {
        return Optional.ofNullable(held.get(partition));
    }

    Map<TopicPartition, HeldPartition> all() {
        return Map.copyOf(held);
    }

    List<HeldPartition> of(Collection<TopicPartition> partitions) {
        return partitions.stream().map(held::get).filter(Objects::nonNull).toList();
    }

    boolean holds(HeldPartition partition) {
        return held.containsValue(partition) && !partition.closed();
    }

    /** How many records are on their way to sinks that were not left behind. */
    int size() {
        return held.values().stream().mapToInt(HeldPartition::size).sum();
    }

    /** What is to be committed of these. */
    Map<TopicPartition, OffsetAndMetadata> committable(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            HeldPartition one = held.get(partition);
            if (one != null) {
                GroupPosition position = one.position();
                offsets.put(partition, new OffsetAndMetadata(position.committed(), position.metadata()));
            }
        }
        return offsets;
    }

    /** How many events each sink is owed that was ever owed any, where it was not left behind. */
    Map<String, Integer> owedTo() {
        Map<String, Integer> owed = new HashMap<>();
        for (HeldPartition partition : held.values()) {
            partition.owedTo().forEach((sink, events) -> owed.merge(sink, events, Integer::sum));
        }
        fed.addAll(owed.keySet());
        fed.forEach(sink -> owed.putIfAbsent(sink, 0));
        return owed;
    }

    /** Sinks that were left behind in some partition. */
    Set<String> behind() {
        Set<String> behind = new TreeSet<>();
        held.values().forEach(partition -> behind.addAll(partition.behind().keySet()));
        return behind;
    }

    /** Partitions in which a sink was left behind. Any thread may ask. */
    Map<TopicPartition, HeldPartition> behind(String sink) {
        Map<TopicPartition, HeldPartition> behind = new HashMap<>();
        held.forEach((partition, one) -> {
            if (one.behind().containsKey(sink)) {
                behind.put(partition, one);
            }
        });
        return behind;
    }

    /** Whether all of these sinks are left behind in all partitions. */
    boolean leftBehind(Set<String> some) {
        return held.values().stream()
                .allMatch(partition -> partition.behind().keySet().containsAll(some));
    }

    /** Leaves a sink behind, as long as nothing has still to be added to the partitions. */
    void leave(String sink) {
        held.values().forEach(partition -> partition.leave(sink));
    }

    /** Partitions that are to be begun anew. */
    Set<TopicPartition> failed() {
        Set<TopicPartition> failed = new HashSet<>();
        held.forEach((partition, one) -> {
            if (one.failed()) {
                failed.add(partition);
            }
        });
        return failed;
    }
}

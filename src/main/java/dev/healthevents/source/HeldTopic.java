package dev.healthevents.source;

import dev.healthevents.delivery.Leases;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The partitions that this process has of a topic. Its own are for one thread; who delivers looks into {@link Leases}. */
final class HeldTopic {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String source;
    private final Leases leases;
    private final LeaseTime time;
    private final Consumer<HeldPartition> lettersCame;
    private final Map<TopicPartition, HeldPartition> held = new ConcurrentHashMap<>();

    HeldTopic(String source, Leases leases, LeaseTime time, Consumer<HeldPartition> lettersCame) {
        this.source = source;
        this.leases = leases;
        this.time = time;
        this.lettersCame = lettersCame;
    }

    /** Takes a partition; what was had of it before is not delivered any more. */
    void take(TopicPartition partition, OpenOffsets offsets) {
        release(partition);
        // What is left in an outbox of an earlier time must never be taken for this one's.
        String origin = source + "#" + partition.partition() + "/" + Integer.toHexString(RANDOM.nextInt());
        HeldPartition mine = new HeldPartition(partition.partition(), origin, time, offsets, lettersCame);
        held.put(partition, mine);
        leases.add(origin, mine);
    }

    void release(TopicPartition partition) {
        HeldPartition before = held.remove(partition);
        if (before != null) {
            before.close();
            leases.remove(before.origin());
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

    /** How many records are on their way. */
    int size() {
        return held.values().stream().mapToInt(HeldPartition::size).sum();
    }

    /** What is to be committed of these. */
    Map<TopicPartition, OffsetAndMetadata> committable(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            HeldPartition one = held.get(partition);
            if (one != null) {
                // Both at one moment.
                synchronized (one) {
                    offsets.put(partition, new OffsetAndMetadata(one.committable(), one.metadata()));
                }
            }
        }
        return offsets;
    }
}

package dev.healthevents.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where to begin in partitions: where their group is, or where the source is to start when the group never read them. */
final class TopicPositions {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<?, ?> consumer;
    private final SourceSettings settings;

    TopicPositions(Consumer<?, ?> consumer, SourceSettings settings) {
        this.consumer = consumer;
        this.settings = settings;
    }

    /** How far each is done with. */
    Map<TopicPartition, GroupPosition> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, GroupPosition> positions = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions), PATIENCE);
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                positions.put(partition, new GroupPosition(offset.offset(), offset.metadata()));
            }
        });
        Collection<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(positions.keySet());
        if (!fresh.isEmpty()) {
            starts(fresh).forEach((partition, offset) -> positions.put(partition, new GroupPosition(offset, null)));
        }
        return positions;
    }

    private Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        return switch (settings.start()) {
            case NOW -> consumer.endOffsets(partitions, PATIENCE);
            case BEGINNING -> consumer.beginningOffsets(partitions, PATIENCE);
            case AT -> at(consumer, partitions, settings.startAt());
        };
    }

    /** Of each partition the first record that is not older; its end where there is none. */
    static Map<TopicPartition, Long> at(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions, PATIENCE));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, PATIENCE);
        found.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }
}

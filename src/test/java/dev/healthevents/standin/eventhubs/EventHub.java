package dev.healthevents.standin.eventhubs;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An event hub: a name, partitions, and what was published to them. */
public final class EventHub {

    private final String name;
    private final Clock clock;
    private final Instant created;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Partition> partitions = List.of();

    EventHub(String name, int partitions, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.created = clock.instant();
        growTo(partitions);
    }

    /** More partitions, as the premium tier allows. */
    public synchronized void growTo(int count) {
        List<Partition> more = new ArrayList<>(partitions);
        while (more.size() < count) {
            more.add(new Partition());
        }
        partitions = List.copyOf(more);
    }

    String name() {
        return name;
    }

    Instant created() {
        return created;
    }

    /** Named by numbers from 0. */
    List<String> partitionIds() {
        return IntStream.range(0, partitions.size()).mapToObj(String::valueOf).toList();
    }

    /** The partition, or {@code null} if there is none of that name. */
    Partition partition(String id) {
        return partitionIds().contains(id) ? partitions.get(Integer.parseInt(id)) : null;
    }

    /** @param id of a partition, or {@code null}: the one of the batch's key, or else each in turn */
    void publish(String id, List<BatchFormat.Single> batch) {
        List<Partition> now = partitions;
        String key = batch.get(0).partitionKey();
        int number = id != null
                ? Integer.parseInt(id)
                : Math.floorMod(key != null ? key.hashCode() : turn.getAndIncrement(), now.size());
        now.get(number).append(batch, clock.instant());
    }

    public int partitionCount() {
        return partitions.size();
    }

    /** What is in a partition, in order. */
    public List<StoredEvent> events(int partition) {
        return partitions.get(partition).from(0, Integer.MAX_VALUE);
    }

    /** What is in all of them, partition by partition. */
    public List<StoredEvent> events() {
        return Stream.of(partitions)
                .flatMap(List::stream)
                .flatMap(all -> all.from(0, Integer.MAX_VALUE).stream())
                .toList();
    }

    public int size() {
        return partitions.stream().mapToInt(Partition::size).sum();
    }
}

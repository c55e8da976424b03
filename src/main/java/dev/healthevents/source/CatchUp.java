package dev.healthevents.source;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sink;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions for one sink that was left behind, from where it is to where all others are, as fast as it takes what is
 * in them. It ends when the sink is behind in none of them. For one thread, but for {@link #trouble}.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long REST = Duration.ofMillis(50).toNanos();

    private final String source;
    private final int buffer;
    private final HeldTopic held;
    private final Sink sink;
    private final TopicWindows windows;
    private final BooleanSupplier mayRead;
    private final Consumer<byte[], byte[]> consumer;
    private final Backoff backoff;
    private volatile String trouble;

    /** @param consumer of no group; closed at the end */
    CatchUp(
            Source source,
            HeldTopic held,
            Sink sink,
            TopicWindows windows,
            BooleanSupplier mayRead,
            Consumer<byte[], byte[]> consumer,
            Clock clock) {
        this.source = source.settings().name();
        this.buffer = source.topic().buffer();
        this.held = held;
        this.sink = sink;
        this.windows = windows;
        this.mayRead = mayRead;
        this.consumer = consumer;
        this.backoff = new Backoff(clock);
    }

    /** Why it does not get on, or {@code null} if it does. */
    String trouble() {
        return trouble;
    }

    void run() {
        LOG.info("{}: {} has more to deliver than the others: it gets the rest at its own pace.", source, sink.name());
        try (consumer) {
            while (!held.behind(sink.name()).isEmpty()) {
                if (backoff.due() && mayRead.getAsBoolean() && room()) {
                    step();
                } else {
                    LockSupport.parkNanos(REST);
                }
            }
        }
        if (!held.all().isEmpty()) {
            LOG.info("{}: {} has no more to deliver than the others.", source, sink.name());
        }
    }

    private boolean room() {
        int owed = held.all().values().stream()
                .mapToInt(partition -> partition.owed(sink.name()))
                .sum();
        return owed <= buffer / 2 && !sink.crowded(TopicReader.MOST_RECORDS);
    }

    private void step() {
        try {
            Map<TopicPartition, HeldPartition> behind = held.behind(sink.name());
            read(behind);
            trouble = null;
            backoff.succeeded();
        } catch (Throwable e) {
            Fatal.check(e);
            trouble = "what " + sink.name() + " was left behind with can't be read: " + Reason.of(e);
            if (backoff.failures() == 0) {
                LOG.warn("{}: {}. Nothing is lost; it is tried again.", source, trouble);
                LOG.debug("{}: The failure in full:", source, e);
            }
            backoff.failed(null);
        }
    }

    private void read(Map<TopicPartition, HeldPartition> behind) throws Exception {
        Map<TopicPartition, Long> from = new HashMap<>();
        behind.forEach((partition, one) -> from.put(partition, one.behind().getOrDefault(sink.name(), one.limit())));
        if (!consumer.assignment().equals(behind.keySet())) {
            consumer.assign(behind.keySet());
            from.forEach(consumer::seek);
        }
        from.forEach(this::seek);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = poll(behind);
        for (Map.Entry<TopicPartition, HeldPartition> entry : behind.entrySet()) {
            HeldPartition partition = entry.getValue();
            if (partition.closed()) {
                continue;
            }
            long limit = partition.limit();
            List<ConsumerRecord<byte[], byte[]>> now = records.getOrDefault(entry.getKey(), List.of()).stream()
                    .filter(record -> record.offset() < limit)
                    .toList();
            if (!now.isEmpty()) {
                hand(partition, now);
            }
            partition.handed(sink.name(), Math.min(limit, consumer.position(entry.getKey())));
        }
    }

    /** What is read ahead is lost with each seek. */
    private void seek(TopicPartition partition, long position) {
        if (consumer.position(partition) != position) {
            consumer.seek(partition, position);
        }
    }

    private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> poll(Map<TopicPartition, HeldPartition> behind) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        try {
            var polled = consumer.poll(POLL);
            polled.partitions().forEach(partition -> records.put(partition, polled.records(partition)));
        } catch (OffsetOutOfRangeException e) {
            consumer.beginningOffsets(e.offsetOutOfRangePartitions().keySet()).forEach((partition, first) -> {
                LOG.error(
                        "{}: partition {} begins at {} by now: what was in it from {} on was deleted by the topic's retention"
                                + " before {} had it, and is lost there.",
                        source,
                        partition.partition(),
                        first,
                        e.offsetOutOfRangePartitions().get(partition),
                        sink.name());
                behind.get(partition).handed(sink.name(), first);
                consumer.seek(partition, first);
            });
        }
        return records;
    }

    private void hand(HeldPartition partition, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        try {
            windows.catchUp(partition, sink.name(), records);
        } catch (Exception e) {
            partition.fail();
            throw e;
        }
    }
}

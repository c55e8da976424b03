package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.feed.topic.RecordEvents;
import dev.healthevents.feed.topic.RecordReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The past of a topic by the time of its records, for replays: all partitions, whoever has them, and no group's offsets. A
 * window's events are in order in each partition.
 */
public final class TopicFeed implements Feed {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TopicSettings settings;
    private final RecordReader reader;
    private final Clock clock;
    private KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    public TopicFeed(TopicSettings settings, Clock clock) {
        this.settings = settings;
        this.reader = new RecordReader(settings.topic());
        this.clock = clock;
    }

    private KafkaConsumer<byte[], byte[]> consumer() throws FeedException {
        if (closed) {
            throw new FeedException("the topic is no longer read");
        }
        if (consumer == null) {
            Map<String, Object> properties = new HashMap<>(settings.client());
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    /** The topic has no clock of its own. */
    @Override
    public synchronized Instant serverTime() throws FeedException {
        partitions();
        return clock.instant();
    }

    private List<TopicPartition> partitions() throws FeedException {
        try {
            List<TopicPartition> partitions = consumer().partitionsFor(settings.topic(), PATIENCE).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new FeedException("there is no topic or event hub " + settings.topic());
            }
            return partitions;
        } catch (KafkaException e) {
            throw new FeedException("the brokers do not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized WindowRead read(Window window, int limit) throws FeedException {
        List<TopicPartition> partitions = partitions();
        try {
            Map<TopicPartition, Long> from = TopicPositions.at(consumer, partitions, window.from());
            Map<TopicPartition, Long> to = window.open()
                    ? consumer.endOffsets(partitions, PATIENCE)
                    : TopicPositions.at(consumer, partitions, window.to());
            long entries = from.entrySet().stream()
                    .mapToLong(begin -> Math.max(0, to.get(begin.getKey()) - begin.getValue()))
                    .sum();
            if (!window.open() && entries > limit) {
                throw new WindowTooLargeException(window, limit);
            }
            return read(window, from, to, (int) entries);
        } catch (KafkaException e) {
            throw new FeedException("the brokers do not answer: " + e.getMessage(), e);
        }
    }

    private WindowRead read(Window window, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, int entries)
            throws FeedException {
        List<HealthEvent> events = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (TopicPartition partition : from.keySet().stream()
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList()) {
            long end = to.get(partition);
            if (from.get(partition) < end) {
                consumer.assign(List.of(partition));
                consumer.seek(partition, from.get(partition));
                read(partition, end, events, rejected);
            }
        }
        return new WindowRead(window, events, rejected, clock.instant(), entries);
    }

    private void read(TopicPartition partition, long end, List<HealthEvent> events, List<Rejected> rejected)
            throws FeedException {
        long began = System.nanoTime();
        while (consumer.position(partition) < end) {
            if (closed || System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new FeedException("partition " + partition.partition() + " was not read in time");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() < end) {
                    RecordEvents read = reader.read(record.value(), record.partition(), record.offset());
                    events.addAll(read.events());
                    rejected.addAll(read.rejected());
                }
            }
        }
    }

    @Override
    public boolean readsClosedWindows() {
        return true;
    }

    @Override
    public String capabilities() {
        return "topic " + settings.topic();
    }

    @Override
    public Instant oldest(Instant before) {
        return Instant.EPOCH;
    }

    /** Who reads meanwhile fails soon. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (consumer != null) {
                consumer.close(Duration.ofSeconds(1));
                consumer = null;
            }
        }
    }
}

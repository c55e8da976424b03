package dev.healthevents.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is in a topic of Kafka, by its partitions. */
final class BrokerReader implements SinkReader {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final KafkaConsumer<String, String> consumer;
    private final List<TopicPartition> partitions;
    private final List<List<Told>> told = new ArrayList<>();

    BrokerReader(String address, String topic, int partitions) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        this.partitions.forEach(partition -> told.add(new ArrayList<>()));
        consumer.assign(this.partitions);
        consumer.seekToBeginning(this.partitions);
    }

    @Override
    public Deliveries read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(WAIT).forEach(event -> told.get(event.partition()).add(Told.of(event.value())));
        }
        return new Deliveries("event-hubs (Kafka)", List.copyOf(told));
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package dev.healthevents.bench;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real Kafka broker in a process of its own; the topics {@code events} and {@code afternoon} have 4 partitions. */
public final class KafkaBroker {

    private KafkaBroker() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 4, "events", "afternoon");
        broker.afterPropertiesSet();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
        System.out.println("READY " + broker.getBrokersAsString());
        Thread.currentThread().join();
    }
}

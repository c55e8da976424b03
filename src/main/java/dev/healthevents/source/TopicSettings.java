package dev.healthevents.source;

import java.time.Duration;
import java.util.Map;

/**
 * How a source reads a topic.
 *
 * @param topic the event hub, or Kafka topic
 * @param group the consumer group; who has the same shares the partitions
 * @param deadLetters the topic, or event hub, in which dead letters are put on record
 * @param buffer how many of its records may be on their way here before no more are read
 * @param sessionTimeout how long a member may not be heard of before its partitions are given to others
 * @param client the settings of Kafka's clients for the brokers, secrets among them
 */
public record TopicSettings(
        String topic,
        String group,
        String deadLetters,
        int buffer,
        Duration sessionTimeout,
        Map<String, Object> client) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "TopicSettings[topic=" + topic + ", group=" + group + "]";
    }
}

package dev.healthevents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * The partitions of an event hub, and which of them the events of a subject go to: for ever the same while their number is
 * the same, and the one that Kafka's clients choose, so that changing the protocol changes no order.
 *
 * @see <a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-794%3A+Strictly+Uniform+Sticky+Partitioner">KIP-794</a>,
 *     which leaves keyed records to murmur2
 */
record EventHubPartitions(List<String> ids) {

    /** @param ids as the service tells them, in any order */
    static EventHubPartitions of(Stream<String> ids) {
        return new EventHubPartitions(
                ids.sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                        .toList());
    }

    /** The id of the partition of a subject's events. */
    String of(String subject) {
        return ids.get(Utils.toPositive(Utils.murmur2(subject.getBytes(UTF_8))) % ids.size());
    }
}

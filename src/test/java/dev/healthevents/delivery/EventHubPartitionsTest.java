package dev.healthevents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class EventHubPartitionsTest {

    private static final EventHubPartitions TWELVE =
            EventHubPartitions.of(Stream.of("10", "3", "0", "11", "7", "1", "2", "9", "4", "5", "6", "8"));

    @Test
    void theyAreCountedByTheirNumbersHoweverTheServiceListsThem() {
        assertThat(TWELVE.ids()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    }

    @Test
    void aSubjectGoesWhereKafkasClientsPutIt() {
        IntStream.range(0, 1_000)
                .mapToObj(i -> "lab.example.org/Patient/ä" + i)
                .forEach(subject -> assertThat(TWELVE.of(subject))
                        .isEqualTo(String.valueOf(BuiltInPartitioner.partitionForKey(subject.getBytes(UTF_8), 12))));
    }

    @Test
    void aSubjectGoesThereForEver() {
        assertThat(TWELVE.of("lab.example.org/Patient/1")).isEqualTo("4");
    }
}

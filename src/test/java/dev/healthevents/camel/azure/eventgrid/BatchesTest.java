package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void whatFitsIsOneBatch() {
        assertThat(batches(3, 7, "1", "2", "3")).containsExactly("[1,2,3]");
    }

    @Test
    void oneEventTooManyBeginsAnother() {
        assertThat(batches(2, 100, "1", "2", "3")).containsExactly("[1,2]", "[3]");
    }

    @Test
    void oneByteTooManyBeginsAnother() {
        assertThat(batches(10, 6, "1", "2", "3")).containsExactly("[1,2]", "[3]");
    }

    @Test
    void anEventThatIsTooLongIsAloneAndInItsPlace() {
        assertThat(batches(10, 6, "1", "1234567", "2", "3")).containsExactly("[1]", "[1234567]", "[2,3]");
    }

    @Test
    void noEventsAreNoBatch() {
        assertThat(batches(10, 100)).isEmpty();
    }

    private static List<String> batches(int maxEvents, int maxBytes, String... events) {
        List<byte[]> bytes =
                Stream.of(events).map(event -> event.getBytes(UTF_8)).toList();
        return new Batches(maxEvents, maxBytes)
                .of(bytes).stream().map(batch -> new String(batch, UTF_8)).toList();
    }
}

package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Events;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventBufferTest {

    private static final EventFilter PATIENTS = new EventFilter(List.of(), List.of("Patient"), "");

    private final EventBuffer buffer = new EventBuffer(PATIENTS, 3);

    private EventBuffer.Batch take() throws InterruptedException {
        return buffer.take(Duration.ZERO);
    }

    private static List<HealthEvent> patients(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> Events.created("Patient", String.valueOf(id)))
                .toList();
    }

    @Test
    void eventsComeOutOnceInTheirOrder() throws Exception {
        buffer.add(patients(0, 2));
        buffer.add(patients(2, 3));

        assertThat(take()).isEqualTo(new EventBuffer.Batch(patients(0, 3), 0));
        assertThat(take()).isEqualTo(new EventBuffer.Batch(List.of(), 0));
    }

    @Test
    void ofTooManyTheOldestAreSkippedAndCounted() throws Exception {
        buffer.add(patients(0, 10));

        assertThat(take()).isEqualTo(new EventBuffer.Batch(patients(7, 10), 7));
        buffer.add(patients(10, 11));
        assertThat(take().skipped()).isZero();
    }

    @Test
    void whatWasNotAskedForIsNeitherSentNorCounted() throws Exception {
        buffer.add(List.of(Events.created("Observation", "1"), Events.created("Observation", "2")));
        buffer.add(patients(0, 3));

        assertThat(take()).isEqualTo(new EventBuffer.Batch(patients(0, 3), 0));
    }

    @Test
    void onceItIsClosedThereIsNothingToWaitFor() throws Exception {
        buffer.close();

        assertThat(buffer.take(Duration.ofDays(1))).isNull();
        buffer.rest(Duration.ofDays(1));
    }
}

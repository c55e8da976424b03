package dev.healthevents.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private long seconds;
    private final Patience patience = new Patience(Duration.ofSeconds(60), () -> seconds * 1_000_000_000);

    private boolean endedAfter(int more, int missed) {
        seconds += more;
        List<String> changes = Collections.nCopies(missed, "Patient/1 1 Created");
        return patience.ended(List.of(new Finding("file", "lab", 1_000, 0, 0, changes, List.of(), List.of())));
    }

    @Test
    void itLastsAsLongAsLessIsMissed() {
        assertThat(endedAfter(50, 900)).isFalse();
        assertThat(endedAfter(50, 800)).isFalse();
        assertThat(endedAfter(50, 700)).isFalse();
    }

    @Test
    void itEndsWhenNothingHasGotBetter() {
        assertThat(endedAfter(50, 900)).isFalse();
        assertThat(endedAfter(61, 900)).isTrue();
    }
}

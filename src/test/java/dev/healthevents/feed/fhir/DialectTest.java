package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DialectTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private final Dialect dialect = new Dialect(DialectSettings.PROBED, "http://h/fhir");

    @Test
    void boundsAreSentInWholeMilliseconds() {
        Window fine = new Window(TEN.plusNanos(1_999_999), TEN.plusNanos(5_000_001));
        assertThat(dialect.sent(fine)).isEqualTo(new Window(TEN.plusMillis(1), TEN.plusMillis(5)));
    }

    @Test
    void aWindowSmallerThanTheServersPrecisionIsLeftToTheOneThatFollows() {
        dialect.coarse();
        assertThat(dialect.sent(new Window(TEN.plusMillis(100), TEN.plusMillis(900))))
                .isNull();
        assertThat(dialect.sent(new Window(TEN.plusMillis(900), TEN.plusMillis(1_100))))
                .isEqualTo(new Window(TEN, TEN.plusSeconds(1)));
    }

    @Test
    void aSecondOfAServerThatKnowsNothingFinerCannotBeCut() {
        dialect.coarse();
        assertThat(dialect.least(new Window(TEN, TEN.plusSeconds(1)))).isTrue();
        assertThat(dialect.least(new Window(TEN, TEN.plusSeconds(2)))).isFalse();
    }
}

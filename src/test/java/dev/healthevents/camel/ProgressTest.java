package dev.healthevents.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.state.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant OUTAGE = START.plusSeconds(100);
    private static final Instant BACK = OUTAGE.plusSeconds(60);
    private static final Duration LATENESS = Duration.ofSeconds(5);

    @Test
    void aSweepThatIsBackFromAnOutageBeforeTheTailLeavesItAllOfTheOutageToRead() {
        Progress progress = progress(new Cursor(OUTAGE, START, OUTAGE, BACK));

        assertThat(progress.sweepFrom()).isEqualTo(OUTAGE);
    }

    @Test
    void noIdIsForgottenThatTheTailMayReadAgainWhenItIsBack() {
        Progress progress = progress(new Cursor(OUTAGE, START, OUTAGE, BACK));

        assertThat(progress.forgetBefore()).isEqualTo(OUTAGE.minus(LATENESS.multipliedBy(2)));
    }

    @Test
    void aSweepReadsWhatMayHaveSurfacedSinceTheOneBefore() {
        Progress progress = progress(new Cursor(BACK, START, BACK, BACK.minusSeconds(1)));

        assertThat(progress.sweepFrom()).isEqualTo(BACK.minusSeconds(6));
    }

    @Test
    void aSweepReadsNothingBeforeTheFloor() {
        Progress progress = progress(new Cursor(BACK, BACK.minusSeconds(1), BACK, BACK));

        assertThat(progress.sweepFrom()).isEqualTo(BACK.minusSeconds(1));
    }

    private static Progress progress(Cursor cursor) {
        return new Progress(LATENESS, true, cursor, List.of());
    }
}

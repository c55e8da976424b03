package dev.healthevents.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettledTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant MORNING = NOON.minus(Duration.ofHours(4));

    private long millis;
    private final ServerClock clock = new ServerClock(Clock.fixed(NOON, ZoneOffset.UTC), () -> millis * 1_000_000);
    private Settled settled;

    @BeforeEach
    void afterAnOutageOfHours() {
        clock.heard(NOON);
        settled = new Settled(clock, Duration.ofSeconds(10), MORNING, 0);
        millis = 60_000;
        clock.heard(NOON.plusSeconds(60));
        settled.newestRead(NOON.plusSeconds(59), millis);
    }

    @Test
    void aSweepThatEndsInTheMiddleHasTheNextOneBeginThere() {
        Settled.Stretch stretch = settled.stretch();
        settled.readUpTo(stretch, NOON.minusSeconds(3_600));

        assertThat(stretch.from()).isEqualTo(MORNING);
        assertThat(settled.stretch().from()).isEqualTo(NOON.minusSeconds(3_600));
    }

    @Test
    void whereSomethingMayStillSurfaceItIsReadAgain() {
        settled.readUpTo(settled.stretch(), NOON.plusSeconds(58));

        assertThat(settled.stretch().from()).isBetween(NOON.plusSeconds(47), NOON.plusSeconds(50));
    }

    @Test
    void aSweepThatHearsAnEarlierClockSettlesNothingOfItsBeginningEither() {
        Settled.Stretch stretch = settled.stretch();
        millis += 500;
        clock.heard(MORNING.minusSeconds(600));
        settled.readUpTo(stretch, NOON.minusSeconds(3_600));

        assertThat(settled.until()).isBefore(MORNING);
    }

    @Test
    void aSweepThatComesToItsEndSettlesAllBeforeIt() {
        Settled.Stretch stretch = settled.stretch();
        settled.readUpTo(stretch, NOON.minusSeconds(3_600));
        settled.read(stretch);

        assertThat(settled.until()).isAfter(NOON.plusSeconds(40));
    }

    @Test
    void whatWasLeftToABacklogMeanwhileIsNotTakenBack() {
        Settled.Stretch stretch = settled.stretch();
        settled.leftToABacklog(millis);
        settled.readUpTo(stretch, NOON.minusSeconds(3_600));

        assertThat(settled.until()).isAfter(NOON.plusSeconds(40));
    }

    @Test
    void whoKnowsTheClocksThatTheProcessBeforeHeardSettlesAtOnce() {
        settled = new Settled(clock, Duration.ofSeconds(10), MORNING, millis, millis - 60_000);
        settled.newestRead(NOON.plusSeconds(59), millis);
        settled.read(settled.stretch());

        assertThat(settled.until()).isAfter(NOON.plusSeconds(40));
    }

    @Test
    void whoDoesNotKnowThemSettlesNothingUntilNothingOfTheirsCanSurface() {
        settled = new Settled(clock, Duration.ofSeconds(10), MORNING, millis);
        settled.newestRead(NOON.plusSeconds(59), millis);
        settled.read(settled.stretch());

        assertThat(settled.until()).isEqualTo(MORNING);
    }
}

package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.SetClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofHours(100));

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Pace pace = new Pace(clock, FROM, UNTIL, FROM);

    private void reached(int hours, int events) {
        clock.advance(Duration.ofSeconds(1));
        pace.reached(FROM.plus(Duration.ofHours(hours)), events);
    }

    @Test
    void beforeAnythingIsReadNothingIsClaimed() {
        clock.advance(Duration.ofSeconds(5));

        assertThat(pace.percent()).isZero();
        assertThat(pace.eventsPerSecond()).isZero();
        assertThat(pace.left()).isNull();
    }

    @Test
    void theTimeLeftFollowsFromHowFastThePositionAdvances() {
        reached(10, 500);
        reached(20, 700);

        assertThat(pace.percent()).isEqualTo(20);
        assertThat(pace.eventsPerSecond()).isEqualTo(600);
        assertThat(pace.left()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void onlyTheLastHalfMinuteCounts() {
        reached(1, 1_000_000);
        for (int second = 0; second < 40; second++) {
            reached(second + 2, 100);
        }

        assertThat(pace.eventsPerSecond()).isBetween(99.0, 101.0);
    }

    @Test
    void whatWasReadBeforeARestartCountsForThePerCentAndNotForThePace() {
        Pace again = new Pace(clock, FROM, UNTIL, FROM.plus(Duration.ofHours(75)));

        assertThat(again.percent()).isEqualTo(75);
        assertThat(again.left()).isNull();
    }

    @Test
    void aStretchWithoutEventsSaysNothingOfTheTimeLeft() {
        reached(90, 0);

        assertThat(pace.percent()).isEqualTo(90);
        assertThat(pace.left()).isNull();
    }

    @Test
    void aSecondSoFullThatThePositionHardlyMovesSaysNothingOfTheTimeLeft() {
        reached(90, 500);
        for (int second = 0; second < 20; second++) {
            reached(90, 500);
        }

        assertThat(pace.eventsPerSecond()).isEqualTo(500);
        assertThat(pace.left()).isNull();
    }

    @Test
    void whatStandsStillHasNoPace() {
        reached(10, 500);
        clock.advance(Duration.ofMinutes(5));

        assertThat(pace.eventsPerSecond()).isZero();
        assertThat(pace.left()).isNull();
    }
}

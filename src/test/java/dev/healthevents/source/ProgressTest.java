package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.ServerClock;
import dev.healthevents.feed.Settled;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.HeardClocks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LATENESS = Duration.ofSeconds(5);

    private final ServerClock clock = new ServerClock(Clock.fixed(NOON, ZoneOffset.UTC), () -> 0);

    private Progress progress(Instant floor, Instant settled, Backlog... backlogs) {
        clock.heard(NOON);
        Cursor cursor = new Cursor(NOON, floor, NOON, NOON, settled, NOON, floor);
        return new Progress(
                LATENESS,
                () -> Duration.ZERO,
                true,
                clock,
                new Settled(clock, LATENESS, settled, 0),
                cursor,
                0,
                List.of(backlogs));
    }

    @Test
    void aSweepReadsNothingBeforeTheFloor() {
        Progress progress = progress(NOON.minusSeconds(1), NOON.minusSeconds(60));

        assertThat(progress.sweepFrom()).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void noIdIsForgottenThatASweepMayReadAgain() {
        Progress progress = progress(NOON.minusSeconds(600), NOON.minusSeconds(60));

        assertThat(progress.retention(Instant.MIN).forgotten()).isBeforeOrEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void idsStayStoredForADayInCaseThatTheClockIsSetBack() {
        Progress progress = progress(NOON.minusSeconds(600), NOON.minusSeconds(60));

        assertThat(progress.retention(Instant.MIN).stored()).isEqualTo(NOON.minus(Duration.ofDays(1)));
    }

    @Test
    void idsThatABacklogHasYetToPassAreKnown() {
        Instant began = NOON.minusSeconds(9_000);
        Progress progress = progress(
                NOON.minusSeconds(600),
                NOON.minusSeconds(60),
                Backlog.begin(began, NOON.minusSeconds(600), NOON.minusSeconds(900)));

        assertThat(progress.retention(Instant.MIN).forgotten()).isEqualTo(began);
    }

    @Test
    void whatAnotherMachineHasCountedIsNotTakenForOursWhenItsCursorIsReadAgain() {
        Progress progress = progress(NOON.minusSeconds(600), NOON.minusSeconds(60));
        HeardClocks theirs = new HeardClocks(Duration.ZERO, Duration.ofSeconds(7), Duration.ZERO, 999_999_999L);
        progress.reload(new Cursor(NOON, NOON, NOON, NOON, NOON, NOON, NOON, theirs), List.of());

        assertThat(progress.known(NOON).clocks().count()).isZero();
    }
}

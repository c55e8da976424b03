package dev.healthevents.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ServerClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private long millis = 5_000;
    private final ServerClock server = new ServerClock(Clock.fixed(NOON, ZoneOffset.UTC), () -> millis * 1_000_000);

    private void heard(Instant serverTime) {
        millis += 500;
        server.heard(serverTime, millis - 10);
    }

    @Test
    void untilTheServerWasHeardItIsOurs() {
        assertThat(server.now()).isEqualTo(NOON);
    }

    @Test
    void itGoesOnFromWhatTheServerSaidWhateverBecomesOfOurClock() {
        heard(NOON.plusSeconds(300));
        millis += 7_000;

        assertThat(server.now()).isEqualTo(NOON.plusSeconds(307));
    }

    @Test
    void whatTheServerSaidLastCounts() {
        heard(NOON.plusSeconds(300));
        heard(NOON.minusSeconds(300));

        assertThat(server.now()).isEqualTo(NOON.minusSeconds(300));
    }

    @Test
    void aLeapIsToldOnce() {
        heard(NOON);
        heard(NOON.plusSeconds(60));
        Leap leap = server.untoldLeap();
        heard(NOON.plusMillis(60_500));

        assertThat(leap.by()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
        assertThat(leap.to()).isEqualTo(NOON.plusSeconds(60));
        assertThat(server.untoldLeap()).isNull();
    }

    @Test
    void nodesThatTakeTurnsAreToldOnce() {
        for (int look = 0; look < 20; look++) {
            heard(NOON.plusMillis(500 * look).plusSeconds(look % 2 * 60));
            if (look != 1) {
                assertThat(server.untoldLeap()).as("look %s", look).isNull();
            } else {
                assertThat(server.untoldLeap()).isNotNull();
            }
        }
    }

    @Test
    void howLongAnAnswerTookIsNoLeap() {
        heard(NOON);
        millis += 20_000;
        server.heard(NOON.plusSeconds(1), millis - 19_990);

        assertThat(server.untoldLeap()).isNull();
    }

    @Test
    void theEarliestIsWhatAnyOfItsClocksShowed() {
        heard(NOON);
        long before = millis;
        heard(NOON.plusSeconds(600));
        heard(NOON.plusMillis(600_500));

        assertThat(server.earliestSince(before)).isEqualTo(NOON);
        assertThat(server.earliestSince(millis)).isEqualTo(NOON.plusMillis(600_500));
    }

    @Test
    void aClockThatIsSetAllTheTimeIsNotRememberedForEver() {
        for (int look = 0; look < 500; look++) {
            heard(NOON.plusSeconds(look * 60L));
        }

        assertThat(server.earliestSince(0)).isBeforeOrEqualTo(NOON);
        assertThat(server.now()).isEqualTo(NOON.plusSeconds(499 * 60L));
    }

    @Test
    void whatAnotherProcessHeardCounts() {
        millis = 100_000;
        server.resume(NOON, Duration.ofSeconds(30), Duration.ZERO);
        heard(NOON.minusSeconds(600));

        assertThat(server.untoldLeap().by()).isNegative();
        assertThat(server.wentBackTo()).isBefore(NOON.minusSeconds(600));
    }

    @Test
    void aNodeThatIsFirstHeardShortlyAfterASilenceMayHaveSpokenInIt() {
        heard(NOON);
        millis += 300_000;
        heard(NOON.plusSeconds(300));
        millis += 30_000;
        heard(NOON.minusSeconds(600));

        assertThat(server.wentBackTo()).isBetween(NOON.minusSeconds(600 + 332), NOON.minusSeconds(600 + 330));
    }

    @Test
    void aNodeThatIsFirstHeardLongAfterASilenceWasSetAfterIt() {
        heard(NOON);
        millis += 300_000;
        for (int i = 0; i < 200; i++) {
            heard(NOON.plusSeconds(300).plusMillis(500 * i));
        }
        heard(NOON.minusSeconds(600));

        assertThat(server.wentBackTo()).isAfter(NOON.minusSeconds(602));
    }

    @Test
    void whoWasHeardBeforeASilenceIsNotTakenForNewAfterIt() {
        heard(NOON.minusSeconds(600));
        heard(NOON);
        millis += 300_000;
        heard(NOON.plusSeconds(300));
        heard(NOON.minusMillis(600_000 - 301_500));

        assertThat(server.wentBackTo()).isAfter(NOON.minusSeconds(302));
    }

    @Test
    void theSilenceOfAnotherProcessCounts() {
        millis = 400_000;
        server.resume(NOON, Duration.ofSeconds(3), Duration.ofSeconds(300));
        heard(NOON.minusSeconds(600));

        assertThat(server.wentBackTo()).isBetween(NOON.minusSeconds(600 + 305), NOON.minusSeconds(600 + 300));
    }

    @Test
    void ifOurClockMayHaveBeenSetNoLeapIsTold() {
        millis = 100_000;
        server.resume(NOON, Duration.ofHours(10), Duration.ZERO);
        heard(NOON.plusSeconds(30));

        assertThat(server.untoldLeap()).isNull();
    }
}

package dev.healthevents.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ServerClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> ours = new AtomicReference<>(NOON);
    private final ServerClock server = new ServerClock(new Clock() {
        @Override
        public Instant instant() {
            return ours.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void untilTheServerWasHeardItIsOurs() {
        assertThat(server.now()).isEqualTo(NOON);
    }

    @Test
    void itGoesOnFromWhatTheServerSaid() {
        server.heard(NOON.plusSeconds(300));
        ours.set(NOON.plusSeconds(7));

        assertThat(server.now()).isEqualTo(NOON.plusSeconds(307));
    }

    @Test
    void whatTheServerSaidLastCounts() {
        server.heard(NOON.plusSeconds(300));
        server.heard(NOON.minusSeconds(300));

        assertThat(server.now()).isEqualTo(NOON.minusSeconds(300));
    }
}

package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void secondsAreSeconds() {
        assertThat(RetryAfter.parse(" 7 ", NOON)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aDateInThePastIsNoWait() {
        assertThat(RetryAfter.parse("Sun, 22 Nov 2026 11:00:00 GMT", NOON)).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsNeitherIsIgnored() {
        assertThat(RetryAfter.parse("soon", NOON)).isNull();
        assertThat(RetryAfter.parse("-5", NOON)).isNull();
        assertThat(RetryAfter.parse(null, NOON)).isNull();
    }
}

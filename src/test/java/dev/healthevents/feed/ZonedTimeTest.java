package dev.healthevents.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonedTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T02:55:18Z, 2026-11-22T02:55:18Z",
        "2026-11-22T02:55:18.1Z, 2026-11-22T02:55:18.1Z",
        "2026-11-22T02:55:18.923+00:00, 2026-11-22T02:55:18.923Z",
        "2026-11-22T02:55:18.1234567+05:30, 2026-11-21T21:25:18.1234567Z",
        "2026-11-22T02:55:18.123456789-08:00, 2026-11-22T10:55:18.123456789Z",
        "2024-02-29T23:59:59-00:00, 2024-02-29T23:59:59Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z"
    })
    void anInstantIsRead(String text, Instant time) {
        assertThat(ZonedTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-11-22",
                "2026-11-22T02:55Z",
                "2026-11-22T02:55:18",
                "2026-11-22T02:55:18.Z",
                "2026-11-22T02:55:18.1234567890Z",
                "2026-11-22 02:55:18Z",
                "2026-02-30T02:55:18Z",
                "2026-13-01T02:55:18Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T02:60:00Z",
                "2026-11-22T10:15:60Z",
                "2026-11-22T23:59:61Z",
                "0000-01-01T00:00:00Z",
                "-026-11-22T02:55:18Z",
                "２０２６-11-22T02:55:18Z",
                "2026-11-22T02:55:18+0530",
                "2026-11-22T02:55:18+05:3x",
                "2026-11-22T02:55:18*05:30",
                "9999-12-31T23:59:59-01:00",
                "Sun, 22 Nov 2026 02:55:18 GMT"
            })
    void whatIsNoInstantIsNone(String text) {
        assertThat(ZonedTime.parse(text)).isNull();
    }
}

package dev.healthevents.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LooseTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "2026-11-22T02:55:18+0530|2026-11-21T21:25:18Z",
                "2026-11-22T02:55:18-08|2026-11-22T10:55:18Z",
                "2026-11-22T02:55:18.5+0000|2026-11-22T02:55:18.500Z",
                "2026-11-22t02:55:18z|2026-11-22T02:55:18Z",
                "2026-11-22 02:55:18Z|2026-11-22T02:55:18Z",
                "2026-11-22 02:55:18.1 +0200|2026-11-22T00:55:18.100Z",
                " 2026-11-22T02:55:18Z\t|2026-11-22T02:55:18Z",
                "2026-11-22T02:55:18,25Z|2026-11-22T02:55:18.250Z",
                "2026-11-22T02:55:18.1234567890Z|2026-11-22T02:55:18.123456789Z",
                "2026-11-22T02:55:18.123456789987Z|2026-11-22T02:55:18.123456789Z",
                "2026-11-30T24:00:00Z|2026-12-01T00:00:00Z",
                "2026-11-30T24:00:00.000+02:00|2026-11-30T22:00:00Z",
                "2016-12-31t23:59:60z|2017-01-01T00:00:00Z",
                "Sun, 22 Nov 2026 02:55:18 GMT|2026-11-22T02:55:18Z"
            })
    void aTimeThatCanMeanOneMomentOnlyIsRead(String text, Instant time) {
        assertThat(LooseTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026",
                "2026-11",
                "2026-11-22",
                "2026-11-22Z",
                "2026-11-22T02Z",
                "2026-11-22T02:55Z",
                "2026-11-22T02:55:18",
                "2026-11-22T02:55:18.123",
                "2026-11-22T02:55:18.Z",
                "2026-11-22T02:55:18+5",
                "2026-11-22T02:55:18+053",
                "2026-11-22T02:55:18+99:00",
                "2026-11-22T02:55:18 CET",
                "2026-11-22T02:55:18Europe/Berlin",
                "2026-11-22T24:00:01Z",
                "2026-11-22T24:00:00.5Z",
                "2026-11-22T25:00:00Z",
                "2026-11-22T10:15:60Z",
                "2026-02-30T24:00:00Z",
                "22.11.2026 02:55:18Z",
                "11/22/2026 02:55:18Z",
                "20261122T025518Z",
                "1795316118",
                "1795316118000",
                "1.795316118E9",
                "/Date(1795316118000)/",
                "Mon, 22 Nov 2026 02:55:18 GMT",
                "Sun, 22 Nov 2026 02:55:18",
                "٢٠٢٦-11-22T02:55:18Z"
            })
    void whatCouldMeanAnotherMomentIsNone(String text) {
        assertThat(LooseTime.parse(text)).isNull();
    }
}

package dev.healthevents.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2022-02-03T16:48:09.6223354Z, 2022-02-03T16:48:09.6223354Z",
        "2022-02-03T16:48:09Z, 2022-02-03T16:48:09.0000000Z",
        "2022-02-03T16:00:00Z, 2022-02-03T16:00:00.0000000Z",
        "2022-02-03T16:48:09.622Z, 2022-02-03T16:48:09.6220000Z",
        "2022-02-03T16:48:09.0000001Z, 2022-02-03T16:48:09.0000001Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.9990000Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.0000000Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59.0000000Z"
    })
    void aTimeHasSevenFractionalDigits(Instant time, String written) {
        assertThat(EventTime.of(time)).isEqualTo(written);
    }

    @Test
    void whatIsFinerIsCutOffAndNotRounded() {
        assertThat(EventTime.of(Instant.parse("2022-02-03T16:48:09.999999999Z")))
                .isEqualTo("2022-02-03T16:48:09.9999999Z");
    }

    @Test
    void timesOfOneSecondAndOfOthersAreToldApart() {
        assertThat(List.of(
                        EventTime.of(Instant.parse("2022-02-03T16:48:09.5Z")),
                        EventTime.of(Instant.parse("2022-02-03T16:48:09.75Z")),
                        EventTime.of(Instant.parse("2022-02-03T16:48:10Z")),
                        EventTime.of(Instant.parse("2022-02-03T16:48:09.5Z"))))
                .containsExactly(
                        "2022-02-03T16:48:09.5000000Z",
                        "2022-02-03T16:48:09.7500000Z",
                        "2022-02-03T16:48:10.0000000Z",
                        "2022-02-03T16:48:09.5000000Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void aYearWithoutFourDigitsIsRefused(Instant time) {
        assertThatThrownBy(() -> EventTime.of(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("year from 0000 to 9999", time.toString());
    }
}

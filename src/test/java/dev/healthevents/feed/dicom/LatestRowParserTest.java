package dev.healthevents.feed.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatestRowParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'sequence':7,'timestamp':'2023-05-10T16:00:00Z'} | 2023-05-10T16:00:00Z",
                "{'Sequence':'7','Timestamp':'2023-05-10T18:00:00+0200'} | 2023-05-10T16:00:00Z",
                "{'sequence':' 7 ','timestamp':'2023-05-10T16:00:00.00000009Z'} | 2023-05-10T16:00:00Z",
                "{'sequence':7,'timestamp':'2023-05-10T16:00:00'} | ",
                "{'sequence':7,'timestamp':1683734400} | ",
                "{'sequence':7} | "
            })
    void itsNumberCountsAndItsTimeWhereItHasOne(String json, Instant time) throws Exception {
        assertThat(parse(json)).isEqualTo(new LatestRow(7, time, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{'sequence':0}", "{'sequence':'0','timestamp':null}"})
    void nothingYetIsSaidInManyWays(String json) throws Exception {
        assertThat(parse(json).none()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{}",
                "{'sequence':-1}",
                "{'sequence':7.0}",
                "{'sequence':true}",
                "{'sequence':[7]}",
                "{'sequence':9223372036854775808}",
                "{'sequence':'seven'}",
                "{'sequence':7}{'sequence':8}"
            })
    void aRowWithoutANumberIsNoFeeds(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(FeedException.class).hasMessageContaining("`url`");
    }

    private static LatestRow parse(String json) throws IOException, FeedException {
        return new LatestRowParser()
                .read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)), null);
    }
}

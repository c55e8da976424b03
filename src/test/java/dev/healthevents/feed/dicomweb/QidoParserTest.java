package dev.healthevents.feed.dicomweb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QidoParserTest {

    @ParameterizedTest
    @CsvSource({"3, 3", "'\" 3\"', 3", "3.0, 3", "0, 0"})
    void aCountIsAWholeNumber(String json, Integer count) throws Exception {
        assertThat(counted(json)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3.5", "\"NaN\"", "\"3d\"", "\"0x1p3\"", "1e400", "4294967296", "true", "[3]"})
    void whatIsNoWholeNumberCountsNothing(String json) throws Exception {
        assertThat(counted(json)).isNull();
    }

    @Test
    void aSecondListAfterTheFirstIsNotPassedOver() {
        assertThatThrownBy(() -> read("[][{}]"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("something after its end");
    }

    @Test
    void afterTheListInAMultipartMessageItsEndMayStand() throws Exception {
        assertThat(read("--b\r\nContent-Type: application/dicom+json\r\n\r\n[{}]\r\n--b--\r\n")
                        .found())
                .hasSize(1);
    }

    private static Integer counted(String json) throws Exception {
        return read("[{\"00201208\":{\"vr\":\"IS\",\"Value\":[" + json + "]}}]")
                .found()
                .get(0)
                .count();
    }

    private static QidoPage read(String json) throws IOException, FeedException {
        return new QidoParser().read(new ByteArrayInputStream(json.getBytes(UTF_8)), null);
    }
}

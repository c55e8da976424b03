package dev.healthevents.feed.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomFeedSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@host/v2",
                "https://host/v2?x=secret",
                "ftp://host/v2",
                "/v2",
                "https://host/v2/changefeed",
                "https://host/v2/partitions/clinic"
            })
    void aWrongUrlIsRefusedWithoutItsCredentials(String url) {
        assertThatThrownBy(() -> DicomFeedSettings.of("pacs", URI.create(url), "/workspace"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`url`")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/v2, V2",
        "https://host/dicom/V2, V2",
        "https://host/v1, V1",
        "https://host/v1.0-prerelease, V1",
        "https://host, ",
        "https://host/v3, ",
        "https://v2.host/dicom, "
    })
    void aUrlMayNameTheVersionAtItsEnd(URI url, ApiVersion version) {
        assertThat(ApiVersion.of(url)).isEqualTo(version);
    }

    @Test
    void aKnownRowIsReadBackAsItWasWritten() {
        KnownRow row = new KnownRow(3, 5177, Instant.parse("2026-11-24T12:00:00.1234567Z"));

        assertThat(KnownRow.parse(row.toString())).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2", "1 two 2026-11-24T12:00:00Z", "1 2 yesterday", "1 2 2026-11-24T12:00:00Z x"})
    void whatIsNoKnownRowIsRefused(String text) {
        assertThatThrownBy(() -> KnownRow.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

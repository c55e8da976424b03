package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirFeedSettingsTest {

    @Test
    void slashesAtTheEndOfTheBaseDoNotMatter() {
        assertThat(FhirFeedSettings.of(URI.create("http://h/fhir//"), "/ws").base())
                .hasToString("http://h/fhir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fhir", "ftp://h/fhir", "http:///fhir", "http://h/fhir?x=1", "http://me:hush@h/fhir"})
    void aUrlThatIsNoBaseIsRefusedWithoutEchoingCredentials(String url) {
        assertThatThrownBy(
                        () -> new FhirFeedSettings(URI.create(url), "h", "/ws", 1, null, null, DialectSettings.PROBED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`url`")
                .hasMessageNotContaining("hush");
    }
}

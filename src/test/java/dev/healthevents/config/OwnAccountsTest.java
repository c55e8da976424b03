package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which pairs of sources would give one id to two changes. */
class OwnAccountsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type=fhir url=http://h:1/fhir | type=fhir url=http://h:2/fhir",
                "type=fhir url=http://h/fhir/A | type=fhir url=http://h/fhir/B",
                "type=fhir url=http://h/fhir | type=fhir url=http://h/fhir",
                "type=fhir url=http://h/fhir account=a.org | type=fhir url=http://i/fhir account=a.org",
                "type=fhir url=http://h/fhir | type=fhir url=http://i/fhir account=h",
                "type=fhir url=http://h/fhir types=Patient | type=fhir url=http://h/fhir",
                "type=fhir url=http://h/fhir types=Patient,Observation | type=fhir url=http://h/fhir types=Observation",
                "type=dicom url=http://h:1/v2 | type=dicom url=http://h:2/v2",
                "type=orthanc url=http://h:1 | type=orthanc url=http://h:2",
                "type=dicom url=http://h:1/v2 | type=orthanc url=http://h:2",
                "type=dicom url=http://h:1/v2 epoch=2 | type=dicom url=http://h:2/v2 epoch=2",
            })
    void twoSourcesOfOneAccountAreRefusedWithTheKeyToSet(String first, String second) {
        WrongConfigurationException refusal = catchThrowableOfType(
                WrongConfigurationException.class, () -> OwnAccounts.check(sources(first, second)));

        assertThat(refusal)
                .hasMessageStartingWith("health-events.sources.two.account is '")
                .hasMessageEndingWith("of the source one: two changes would have one id");
        assertThat(refusal.mend()).startsWith("Set health-events.sources.two.account to a name of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type=fhir url=http://h/fhir | type=fhir url=http://i/fhir",
                "type=fhir url=http://h/fhir | type=fhir url=http://h/fhir account=b.org",
                "type=fhir url=http://h/fhir types=Patient | type=fhir url=http://h/fhir types=Observation",
                "type=fhir url=http://h/fhir | type=dicom url=http://h/v2",
                "type=fhir url=http://h/fhir | type=orthanc url=http://h:8042",
                "type=dicom url=http://h:1/v2 | type=dicom url=http://h:2/v2 epoch=2",
                "type=fhir url=not{a}url | type=fhir url=not{a}url",
                "type=fhir | type=fhir",
            })
    void sourcesWithoutAnIdInCommonAreNot(String first, String second) {
        assertThatCode(() -> OwnAccounts.check(sources(first, second))).doesNotThrowAnyException();
    }

    private static Map<String, SourceProperties> sources(String first, String second) {
        Map<String, SourceProperties> sources = new LinkedHashMap<>();
        sources.put("one", source(first));
        sources.put("two", source(second));
        return sources;
    }

    private static SourceProperties source(String keys) {
        Map<String, String> values = new HashMap<>();
        for (String key : keys.split(" ")) {
            String[] parts = key.split("=", 2);
            values.put("s." + parts[0], parts[1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bind("s", Bindable.of(SourceProperties.class))
                .get();
    }
}

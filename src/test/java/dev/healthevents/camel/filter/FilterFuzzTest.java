package dev.healthevents.camel.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleImage;
import dev.healthevents.fuzz.Cost;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.source.Events;
import java.util.List;

/** Feeds filters in YAML and JSON: one says yes or no of every event, or is refused in a sentence. */
class FilterFuzzTest {

    private static final List<HealthEvent> EVENTS = List.of(
            Events.created("Observation", "7"),
            Events.created("Observation", "8")
                    .withResource("{\"status\":\"final\",\"n\":1.5,\"a\":[1,\"x\",{\"b\":true}]}"),
            SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED));

    @DictionaryEntries({
        "filter: ",
        "advancedFilters: [{operatorType: NumberInRange, key: data.resourceVersionId, values: [[1, 9]]}]",
        "operatorType: StringContains",
        "key: data.resource.a.b",
        "NumberNotIn",
        "BoolEquals",
        "IsNullOrUndefined",
        "values: [",
        "value: ",
        "includedEventTypes: [All]",
        "subjectBeginsWith: ",
        "isSubjectCaseSensitive: true",
        "enableAdvancedFilteringOnArrays: true",
        "&a ",
        "*a",
        "!!",
        ".inf",
        "1e400",
        "null",
        "\\x0a",
        "\2\t"
    })
    @FuzzTest
    void aFilterAnswersOrIsRefusedInASentence(byte[] input) {
        String yaml = new String(Stretched.of(input), UTF_8);
        String refusal = Cost.bounded(() -> refusal(yaml));
        assertThat(refusal).isNotBlank().hasSizeLessThan(5_000);
    }

    private static String refusal(String yaml) {
        try {
            EVENTS.forEach(EventGridFilter.parse(yaml)::matches);
            return "none";
        } catch (WrongYamlException e) {
            return e.getMessage();
        }
    }
}

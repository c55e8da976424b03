package dev.healthevents.camel.routetest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.fuzz.Cost;
import dev.healthevents.fuzz.EventAsSent;
import dev.healthevents.fuzz.Stretched;

/** Feeds files of route tests: what is expected of one is of the events that it gives, or it is refused in a sentence. */
class RouteTestFileFuzzTest {

    @DictionaryEntries({
        "sinks: [file]\\x0a",
        "placeholders: {a: b}\\x0a",
        "answers: {http://h: '{}'}\\x0a",
        "cases:\\x0a  - name: x\\x0a    given: {p: {type: FhirResourceCreated}}\\x0a    expect: {file: [p]}\\x0a",
        "type: DicomImageDeleted",
        "data: {resourceType: Observation, resourceVersionId: 2}",
        "sequenceNumber: 9223372036854775807",
        "fhirversion: '1'",
        "dead-letters: [{p: reason}]",
        "&a ",
        "*a",
        "!!",
        "\\x0a",
        "\2\t"
    })
    @FuzzTest
    void aFileIsUnderstoodOrRefusedInASentence(byte[] input) {
        String yaml = new String(Stretched.of(input), UTF_8);
        RouteTestFile file = Cost.bounded(() -> parsed(yaml));
        if (file == null) {
            return;
        }
        assertThat(file.cases()).isNotEmpty();
        for (RouteTestCase one : file.cases()) {
            one.given().values().forEach(RouteTestFileFuzzTest::canBeSent);
            assertThat(file.sinks()).containsAll(one.outboxes().keySet());
            one.outboxes()
                    .values()
                    .forEach(events ->
                            assertThat(events).allMatch(event -> one.given().containsKey(event.name())));
        }
    }

    private static void canBeSent(HealthEvent event) {
        EventAsSent.saysTheSame(event);
    }

    /** {@code null} where it is refused. */
    private static RouteTestFile parsed(String yaml) {
        try {
            return RouteTestFile.parse(yaml);
        } catch (WrongYamlException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(5_000);
            return null;
        }
    }
}

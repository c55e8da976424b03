package dev.healthevents.camel.routetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be written, and how it is told what may not. */
class RouteTestFileTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void whatIsLeftOutOfAnEventIsMadeUp() {
        HealthEvent event = event("a: {type: FhirResourceUpdated}");

        assertThat(event.id()).isEqualTo(EventIds.fhir("fhir.example.org", "Patient", "a", "2", NOON));
        assertThat(event.subject()).isEqualTo("fhir.example.org/Patient/a");
        assertThat(event.type()).isEqualTo("Microsoft.HealthcareApis.FhirResourceUpdated");
    }

    @Test
    void anEventOfAnImageIsMadeUpAsWell() {
        HealthEvent event =
                event("a: {type: Microsoft.HealthcareApis.DicomImageCreated, data: {imageStudyInstanceUid: 1.2.9}}");

        assertThat(event.subject())
                .isEqualTo(
                        "pacs.example.org/v1/partitions/Microsoft.Default/studies/1.2.9/series/1.2.9.1/instances/1.2.9.1.1");
        assertThat(event.id()).isEqualTo(EventIds.dicom("pacs.example.org", 1, 1));
    }

    @Test
    void aVersionOfTheServersOwnMakesTheId() {
        HealthEvent event = event("a: {type: FhirResourceCreated, fhirversion: v-7}");

        assertThat(event.id()).isEqualTo(EventIds.fhir("fhir.example.org", "Patient", "a", "v-7", NOON));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {a: {}}                                             | The event a has no type: write one of FhirResourceCreated, FhirResourceUpdated
            {a: {type: Created}}                                | The event a has the type Created: write one of FhirResourceCreated
            {a: {type: FhirResourceCreated, subject: x}}        | The event a has the member 'subject', which is none of data, fhirversion, source, type
            {a: {type: FhirResourceCreated, data: {id: x}}}     | The data of a has the member 'id', which is none of resourceFhirAccount
            {a: {type: FhirResourceCreated, data: {sequenceNumber: 1}}} | has the member 'sequenceNumber'
            {a: {type: FhirResourceCreated, data: {resourceFhirId: 5}}} | The data of a has the resourceFhirId 5: write a text, in quotes
            {a: {type: FhirResourceCreated, data: {resourceVersionId: '5'}}} | has the resourceVersionId '5': write a whole number
            {a: {type: FhirResourceCreated}, b: {type: FhirResourceUpdated, data: {resourceFhirId: a, resourceVersionId: 1}}} | The events a and b are the same change: give one of them another resourceVersionId
            {}                                                  | Nothing is given: add events
            """)
    void aWrongEventIsTold(String given, String sentence) {
        assertThatThrownBy(() ->
                        RouteTestFile.parse("cases: [{name: It works, given: " + given + ", expect: {file: []}}]"))
                .isInstanceOf(WrongYamlException.class)
                .hasMessageStartingWith("Case 1 (It works): ")
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                       | The test file is empty: write members such as answers, cases
            tests: []                                                | The test file has the member 'tests', which is none of answers, cases
            cases: []                                                | The test file has no cases: add one with name, given and expect
            cases: [{given: {}}]                                     | Case 1 has no name: write what it shows, in a sentence
            cases: [{name: n, given: {a: {type: FhirResourceCreated}}}] | Case 1 (n): Nothing is expected: add outboxes
            cases: [{name: n, given: {a: {type: FhirResourceCreated}}, expect: {file: [b]}}] | Case 1 (n): 'b' is expected but not given: use one of a
            cases: [{name: n, given: {a: {type: FhirResourceCreated}}, expect: {file: a}}] | has the file 'a': write a list, [a]
            """)
    void aWrongFileIsTold(String file, String sentence) {
        assertThatThrownBy(() -> RouteTestFile.parse(file))
                .isInstanceOf(WrongYamlException.class)
                .hasMessageContaining(sentence);
    }

    private static HealthEvent event(String given) {
        RouteTestFile file = RouteTestFile.parse("cases: [{name: n, given: {" + given + "}, expect: {file: [a]}}]");
        return file.cases().get(0).given().get("a");
    }
}

package dev.healthevents.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleEvent;
import dev.healthevents.event.SampleImage;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route's author may write of a health event in Camel's simple language. */
class HealthEventInSimpleTest {

    private static final HealthEvent DELETE = SampleEvent.of(HealthEventType.FHIR_RESOURCE_DELETED);
    private static final HealthEvent IMAGE = SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED);
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "${body.type}, Microsoft.HealthcareApis.FhirResourceDeleted",
        "${body.source}, " + SampleEvent.WORKSPACE,
        "${body.subject}, clinic.fhir.example.org/Observation/obs-1.2.b",
        "${body.time}, 2026-03-04T05:06:07.890123400Z",
        "${body.data.resourceType}, Observation",
        "${body.data.resourceFhirAccount}, clinic.fhir.example.org",
        "${body.data.resourceFhirId}, obs-1.2.b",
        "${body.data.resourceVersionId}, 7",
        "key ${body.subject} of ${body.type}, "
                + "key clinic.fhir.example.org/Observation/obs-1.2.b of Microsoft.HealthcareApis.FhirResourceDeleted"
    })
    void aMemberIsReadByItsName(String expression, String text) {
        assertThat(evaluate(expression)).isEqualTo(text);
    }

    @Test
    void theIdIsReadAndComparedAsText() {
        assertThat(evaluate("${body.id}")).isEqualTo(DELETE.id().toString());
        assertThat(holds("${body.id} == '" + DELETE.id() + "'")).isTrue();
        assertThat(holds("${body.id} == 'another'")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${body.type} == 'Microsoft.HealthcareApis.FhirResourceDeleted'",
                "${body.type} != 'Microsoft.HealthcareApis.FhirResourceCreated'",
                "${body.type} ends with 'Deleted'",
                "${body.type} starts with 'Microsoft.HealthcareApis.Fhir'",
                "${body.type} contains 'FhirResource'",
                "${body.type} in 'Microsoft.HealthcareApis.FhirResourceUpdated,"
                        + "Microsoft.HealthcareApis.FhirResourceDeleted'",
                "${body.data.resourceType} == 'Observation'",
                "${body.data.resourceType} in 'Observation,DiagnosticReport'",
                "${body.data.resourceType} !in 'Patient,Encounter'",
                "${body.data.resourceVersionId} > 3",
                "${body.data.resourceVersionId} == 7",
                "${body.data.resourceFhirAccount} == 'clinic.fhir.example.org'",
                "${body.subject} starts with 'clinic.fhir.example.org/Observation/'",
                "${body.subject} regex '.*/Observation/obs-.*'",
                "${body.type} ends with 'Deleted' && ${body.data.resourceType} == 'Observation'"
            })
    void aConditionHolds(String condition) {
        assertThat(holds(condition)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${body.type} == 'Microsoft.HealthcareApis.FhirResourceCreated'",
                "${body.type} != 'Microsoft.HealthcareApis.FhirResourceDeleted'",
                "${body.type} starts with 'Microsoft.HealthcareApis.Dicom'",
                "${body.type} in 'Microsoft.HealthcareApis.FhirResourceCreated,"
                        + "Microsoft.HealthcareApis.FhirResourceUpdated'",
                "${body.type} contains 'Dicom'",
                "${body.type} in 'Patient,Encounter'",
                "${body.data.resourceType} == 'Patient'",
                "${body.data.resourceType} in 'Patient,DiagnosticReport'",
                "${body.data.resourceVersionId} > 7",
                "${body.data.resourceVersionId} < 7",
                "${body.subject} starts with 'clinic.fhir.example.org/Patient/'"
            })
    void aConditionDoesNotHold(String condition) {
        assertThat(holds(condition)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "${body.type}, Microsoft.HealthcareApis.DicomImageCreated",
        "${body.subject}, " + SampleImage.SUBJECT,
        "${body.data.partitionName}, Microsoft.Default",
        "${body.data.imageStudyInstanceUid}, " + SampleImage.STUDY,
        "${body.data.imageSeriesInstanceUid}, " + SampleImage.SERIES,
        "${body.data.imageSopInstanceUid}, " + SampleImage.INSTANCE,
        "${body.data.serviceHostName}, " + SampleImage.HOST,
        "${body.data.sequenceNumber}, 7"
    })
    void aMemberOfAnImageIsReadByItsName(String expression, String text) {
        assertThat(CAMEL.resolveLanguage("simple").createExpression(expression).evaluate(exchange(IMAGE), String.class))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ${body.data.resourceType} == 'Observation'                                                | false
                    ${body.data.resourceType} in 'Observation,DiagnosticReport'                               | false
                    ${body.data.resourceType} != 'Observation'                                                | true
                    ${body.data.resourceType} !in 'Patient,Encounter'                                         | true
                    ${body.data.resourceType} == null                                                         | true
                    ${body.type} contains 'Fhir' && ${body.data.resourceFhirId} == '1'                        | false
                    ${body.type} contains 'Dicom' && ${body.data.serviceHostName} == 'clinic-pacs.dicom.example.org' | true
                    """)
    void conditionsOnFhirResourcesCanBeAskedOfAnImage(String condition, boolean holds) {
        assertThat(CAMEL.resolveLanguage("simple").createPredicate(condition).matches(exchange(IMAGE)))
                .isEqualTo(holds);
    }

    private static boolean holds(String condition) {
        return CAMEL.resolveLanguage("simple").createPredicate(condition).matches(exchange(DELETE));
    }

    private static String evaluate(String expression) {
        return CAMEL.resolveLanguage("simple").createExpression(expression).evaluate(exchange(DELETE), String.class);
    }

    private static Exchange exchange(HealthEvent event) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(event);
        return exchange;
    }
}

package dev.healthevents.camel.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleImage;
import dev.healthevents.source.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole filters, over events. */
class EventGridFilterTest {

    private static final HealthEvent OBSERVATION = Events.created("Observation", "7");
    private static final HealthEvent IMAGE = SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED);

    @Test
    void anEmptyFilterAsAzureShowsItTakesAll() {
        EventGridFilter filter = EventGridFilter.parse("""
                {"advancedFilters": null, "enableAdvancedFilteringOnArrays": true, "includedEventTypes": null,
                 "isSubjectCaseSensitive": null, "subjectBeginsWith": "", "subjectEndsWith": ""}
                """);

        assertThat(filter.matches(OBSERVATION)).isTrue();
        assertThat(filter.matches(IMAGE)).isTrue();
    }

    @Test
    void itMayBeCopiedWithItsName() {
        EventGridFilter filter = EventGridFilter.parse("\"filter\": {\"subjectEndsWith\": \"/7\"}");

        assertThat(filter.matches(OBSERVATION)).isTrue();
        assertThat(filter.matches(IMAGE)).isFalse();
    }

    @Test
    void onlyTheIncludedEventTypesAreTaken() {
        EventGridFilter filter =
                EventGridFilter.parse("includedEventTypes: [Microsoft.HealthcareApis.DicomImageCreated]");

        assertThat(filter.matches(IMAGE)).isTrue();
        assertThat(filter.matches(OBSERVATION)).isFalse();
    }

    @Test
    void allMeansAllEventTypes() {
        assertThat(EventGridFilter.parse("includedEventTypes: [All]").matches(IMAGE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "LAB.example.org/observation/, 7, false, true",
        "lab.example.org/Observation/, '', true, true",
        "lab.example.org/observation/, '', true, false",
        "lab.example.org/Patient/, '', false, false",
        "'', /OBSERVATION/7, false, true",
        "'', /OBSERVATION/7, true, false",
        "'', lab.example.org, false, false"
    })
    void theSubjectBeginsAndEndsWhateverItsCaseUnlessThatCounts(
            String begin, String end, boolean caseSensitive, boolean matches) {
        EventGridFilter filter = EventGridFilter.parse("""
                {subjectBeginsWith: "%s", subjectEndsWith: "%s", isSubjectCaseSensitive: %s}
                """.formatted(begin, end, caseSensitive));

        assertThat(filter.matches(OBSERVATION)).isEqualTo(matches);
    }

    @Test
    void allFiltersMustMatch() {
        String either = """
                {advancedFilters: [{operatorType: StringIn, key: data.resourceType, values: [Observation]},
                                   {operatorType: NumberGreaterThan, key: data.resourceVersionId, value: %d}]}
                """;

        assertThat(EventGridFilter.parse(either.formatted(0)).matches(OBSERVATION))
                .isTrue();
        assertThat(EventGridFilter.parse(either.formatted(1)).matches(OBSERVATION))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "id, 9c4fb9d5",
        "ID, 9c4fb9d5",
        "source, /workspaces/test",
        "Topic, /workspaces/test",
        "Subject, lab.example.org/Obs",
        "type, Microsoft.HealthcareApis.FhirResourceCreated",
        "EventType, Microsoft.HealthcareApis.FhirResourceCreated",
        "specversion, 1.0",
        "dataschema, #1",
        "DataVersion, 1",
        "Data.resourceType, Observation",
        "data.resourceFhirAccount, lab.example.org",
        "data.resourceFhirId, 7"
    })
    void theKeysOfBothSchemasCanBeAsked(String key, String begin) {
        String beginning =
                key.equalsIgnoreCase("id") ? OBSERVATION.id().toString().substring(0, 8) : begin;
        EventGridFilter filter =
                EventGridFilter.parse("advancedFilters: [{operatorType: StringBeginsWith, key: %s, values: ['%s']}]"
                        .formatted(key, beginning));

        assertThat(filter.matches(OBSERVATION)).isTrue();
    }

    @Test
    void anImageCanBeAskedForWhatItHas() {
        EventGridFilter filter = EventGridFilter.parse("""
                advancedFilters:
                  - {operatorType: NumberGreaterThan, key: data.sequenceNumber, value: 0}
                  - {operatorType: IsNotNull, key: data.imageStudyInstanceUid}
                  - {operatorType: IsNotNull, key: data.imageSeriesInstanceUid}
                  - {operatorType: IsNotNull, key: data.imageSopInstanceUid}
                  - {operatorType: IsNotNull, key: data.serviceHostName}
                  - {operatorType: IsNullOrUndefined, key: data.resourceType}
                  - {operatorType: IsNullOrUndefined, key: fhirversion}
                """);

        assertThat(filter.matches(IMAGE)).isTrue();
    }

    @Test
    void membersOfAnAddedResourceCanBeAsked() {
        EventGridFilter filter = EventGridFilter.parse("""
                enableAdvancedFilteringOnArrays: true
                advancedFilters:
                  - {operatorType: StringContains, key: data.resource.meta.profile, values: [us-core]}
                """);

        assertThat(filter.matches(OBSERVATION.withResource("{\"meta\":{\"profile\":[\"a\",\"http://us-core/lab\"]}}")))
                .isTrue();
        assertThat(filter.matches(OBSERVATION)).isFalse();
    }
}

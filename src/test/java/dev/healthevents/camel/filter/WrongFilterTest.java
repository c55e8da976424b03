package dev.healthevents.camel.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.camel.yaml.WrongYamlException;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is told in a sentence that names the mend. */
class WrongFilterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                             | The filter is empty: write members such as advancedFilters
            just text                                                      | The filter is no object
            {a: [}                                                         | The filter is neither YAML nor JSON
            {a: ._}                                                        | The filter is neither YAML nor JSON
            subjectBeginWith: a                                            | has the member 'subjectBeginWith', which is none of advancedFilters
            subjectBeginsWith: 5                                           | has the subjectBeginsWith 5: write a text, in quotes
            isSubjectCaseSensitive: 'no'                                   | has the isSubjectCaseSensitive 'no': write true or false
            includedEventTypes: Microsoft.HealthcareApis.DicomImageCreated | write a list, [Microsoft.HealthcareApis.DicomImageCreated]
            'advancedFilters: &a [*a]'                                     | The filter has more than 100000 values, or by its aliases (*name) no end
            'subjectBeginsWith: &a {a: {b: *a}}'                           | write out what aliases stand for
            includedEventTypes: [FhirResourceCreated]                      | 'FhirResourceCreated', which no health event has: use some of Microsoft.HealthcareApis.FhirResourceCreated
            """)
    void inTheFilterItself(String filter, String sentence) {
        assertThatThrownBy(() -> EventGridFilter.parse(filter))
                .isInstanceOf(WrongYamlException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aSentenceDoesNotQuoteWithoutEnd() {
        assertThatThrownBy(() -> EventGridFilter.parse("advancedFilters: " + "x".repeat(100_000)))
                .isInstanceOf(WrongYamlException.class)
                .satisfies(wrong -> assertThat(wrong.getMessage()).hasSizeLessThan(5_000));
    }

    @Test
    void aFewAliasesThatStandForAMillionValues() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [1, 2, 3, 4, 5, 6, 7]\n");
        for (int i = 1; i < 7; i++) {
            String before = "*a" + (i - 1);
            laughs.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(7, before)) + "]\n");
        }
        assertThatThrownBy(() -> EventGridFilter.parse(laughs + "advancedFilters: *a6"))
                .isInstanceOf(WrongYamlException.class)
                .hasMessageContaining("more than 100000 values");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {operatorType: StringStartsWith, key: id, values: [a]}    | advancedFilters[0] has the operatorType StringStartsWith, which is none of Event Grid's: use one of NumberIn
            {operatorType: StringIn, values: [a]}                     | advancedFilters[0] (StringIn) has no key: add one
            {operatorType: StringIn, key: data.resourcetyp, values: [a]} | has the key 'data.resourcetyp', which no health event has: use one of data.imageSeriesInstanceUid
            {operatorType: StringIn, key: id, value: a}               | has 'value', but takes a list of texts as 'values'
            {operatorType: StringIn, key: id, values: a}              | write a list, [a]
            {operatorType: StringIn, key: id}                         | compares with nothing: add 'values' with a list of texts
            {operatorType: StringIn, key: id, values: [5]}            | takes texts, but has 5: put it in quotes
            {operatorType: NumberIn, key: data.sequenceNumber, values: ['5']} | takes numbers, but has the text '5': write it without quotes
            {operatorType: NumberLessThan, key: data.sequenceNumber, values: [5]} | has 'values', but takes one number as 'value'
            {operatorType: NumberLessThan, key: data.sequenceNumber, value: .inf} | takes numbers, but has Infinity
            {operatorType: NumberInRange, key: data.sequenceNumber, values: [1, 9]} | takes ranges such as [1, 9], but has 1
            {operatorType: NumberInRange, key: data.sequenceNumber, values: [[9, 1]]} | has the range [9, 1], which is empty: put the lower number first
            {operatorType: BoolEquals, key: data.resource.active, value: 'true'} | takes true or false, but has the text 'true'
            {operatorType: IsNotNull, key: id, values: [a]}           | has 'values', but takes nothing
            {operatorType: IsNotNull, key: id, operator: a}           | has the member 'operator', which is none of key, operatorType, value, values
            """)
    void inAnAdvancedFilter(String advanced, String sentence) {
        assertThatThrownBy(() -> EventGridFilter.parse("advancedFilters: [" + advanced + "]"))
                .isInstanceOf(WrongYamlException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void twentyFiveFiltersAreTheLimit() {
        assertThat(EventGridFilter.parse(filters(25))).isNotNull();
        assertThatThrownBy(() -> EventGridFilter.parse(filters(26)))
                .hasMessage(
                        "The filter has 26 advancedFilters, but Event Grid allows 25: spread them over several filters");
    }

    @Test
    void twentyFiveValuesInAllFiltersTogetherAreTheLimit() {
        assertThat(EventGridFilter.parse(values(12, 13))).isNotNull();
        assertThatThrownBy(() -> EventGridFilter.parse(values(13, 13)))
                .hasMessageContaining("advancedFilters[1] (NumberIn) exceeds the 25 values");
    }

    @Test
    void fiveHundredAndTwelveCharactersAreTheLimitOfAText() {
        assertThat(EventGridFilter.parse(text(512))).isNotNull();
        assertThatThrownBy(() -> EventGridFilter.parse(text(513)))
                .hasMessageContaining("has a text of 513 characters, but Event Grid allows 512: shorten it");
    }

    private static String filters(int count) {
        return "advancedFilters: ["
                + IntStream.range(0, count)
                        .mapToObj(i -> "{operatorType: IsNotNull, key: id}")
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private static String values(int... counts) {
        return "advancedFilters: ["
                + IntStream.of(counts)
                        .mapToObj(count -> "{operatorType: NumberIn, key: data.sequenceNumber, values: "
                                + IntStream.range(0, count).boxed().toList() + "}")
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private static String text(int length) {
        return "advancedFilters: [{operatorType: StringIn, key: id, values: [%s]}]".formatted("a".repeat(length));
    }
}

package dev.healthevents.camel.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each operator by Microsoft's own examples and statements.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering">Event filtering, of 2022-09-09</a>
 */
class OperatorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NumberIn                  | [5, 1]                             | 5               | true
            NumberIn                  | [5, 1]                             | 1.0             | true
            NumberIn                  | [5, 1]                             | 2               | false
            NumberNotIn               | [41, 0]                            | 5               | true
            NumberNotIn               | [41, 0]                            | 41              | false
            NumberLessThan            | 100                                | 99.9            | true
            NumberLessThan            | 100                                | 100             | false
            NumberGreaterThan         | 20                                 | 21              | true
            NumberGreaterThan         | 20                                 | 20              | false
            NumberLessThanOrEquals    | 100                                | 100             | true
            NumberLessThanOrEquals    | 100                                | 101             | false
            NumberGreaterThanOrEquals | 30                                 | 30              | true
            NumberGreaterThanOrEquals | 30                                 | 29.99           | false
            NumberInRange             | [[3.14159, 999.95], [3000, 4000]]  | 3.14159         | true
            NumberInRange             | [[3.14159, 999.95], [3000, 4000]]  | 4000            | true
            NumberInRange             | [[3.14159, 999.95], [3000, 4000]]  | 1000            | false
            NumberNotInRange          | [[3.14159, 999.95], [3000, 4000]]  | 1000            | true
            NumberNotInRange          | [[3.14159, 999.95], [3000, 4000]]  | 3000            | false
            BoolEquals                | true                               | true            | true
            BoolEquals                | true                               | false           | false
            BoolEquals                | false                              | false           | true
            StringContains            | [microsoft, azure]                 | "data on Azure" | true
            StringContains            | [microsoft, azure]                 | "elsewhere"     | false
            StringNotContains         | [contoso, fabrikam]                | "northwind"     | true
            StringNotContains         | [contoso, fabrikam]                | "at Contoso Ltd"| false
            StringBeginsWith          | [event, message]                   | "Event hubs"    | true
            StringBeginsWith          | [event, message]                   | "an event"      | false
            StringNotBeginsWith       | [event, message]                   | "an event"      | true
            StringNotBeginsWith       | [event, message]                   | "Message 1"     | false
            StringEndsWith            | [jpg, jpeg, png]                   | "eventgrid.PNG" | true
            StringEndsWith            | [jpg, jpeg, png]                   | "png.txt"       | false
            StringNotEndsWith         | [jpg, jpeg, png]                   | "png.txt"       | true
            StringNotEndsWith         | [jpg, jpeg, png]                   | "eventgrid.png" | false
            StringIn                  | [contoso, fabrikam, factory]       | "Fabrikam"      | true
            StringIn                  | [contoso, fabrikam, factory]       | "fabrik"        | false
            StringNotIn               | [aws, bridge]                      | "azure"         | true
            StringNotIn               | [aws, bridge]                      | "AWS"           | false
            """)
    void itComparesAsInTheExamples(String operator, String compared, String value, boolean matches) {
        assertThat(filter(operator, compared, false).matches(event(value))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NumberIn                  | [5, 1]           | [2, 1, 3]           | true
            NumberNotIn               | [5, 1]           | [2, 1, 3]           | false
            NumberNotIn               | [5, 1]           | [2, 3]              | true
            NumberLessThan            | 100              | [200, 99]           | true
            NumberLessThan            | 100              | [200, 100]          | false
            NumberGreaterThan         | 20               | [1, 21]             | true
            NumberLessThanOrEquals    | 100              | [200, 100]          | true
            NumberGreaterThanOrEquals | 30               | [1, 30]             | true
            NumberInRange             | [[1, 2]]         | [9, 2]              | true
            NumberNotInRange          | [[1, 2]]         | [9, 2]              | false
            BoolEquals                | true             | [false, true]       | true
            StringContains            | [azure]          | ["aws", "on azure"] | true
            StringNotContains         | [azure]          | ["aws", "on azure"] | false
            StringBeginsWith          | [event]          | ["a", "events"]     | true
            StringNotBeginsWith       | [event]          | ["a", "events"]     | false
            StringEndsWith            | [png]            | ["a", "b.png"]      | true
            StringNotEndsWith         | [png]            | ["a", "b.png"]      | false
            StringIn                  | [contoso]        | ["a", "contoso"]    | true
            StringNotIn               | [contoso]        | ["a", "contoso"]    | false
            StringNotIn               | [contoso]        | ["a", "b"]          | true
            """)
    void allMembersOfAnArrayAreComparedWhereThatIsOn(String operator, String compared, String value, boolean matches) {
        assertThat(filter(operator, compared, true).matches(event(value))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NumberIn     | [5, 1]     | ["5", true]      | false
            NumberNotIn  | [5, 1]     | ["5", 2]         | true
            StringIn     | ['5']      | [5, true]        | false
            StringNotIn  | ['5']      | [5, "a"]         | true
            BoolEquals   | true       | ["true", 1]      | false
            """)
    void membersOfAnotherTypeAreIgnored(String operator, String compared, String value, boolean matches) {
        assertThat(filter(operator, compared, true).matches(event(value))).isEqualTo(matches);
    }

    @Test
    void anArrayMatchesNoComparisonWhereThatIsNotOn() {
        assertThat(filter("StringIn", "[contoso]", false).matches(event("[\"contoso\"]")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NumberGreaterThan",
                "NumberGreaterThanOrEquals",
                "NumberLessThan",
                "NumberLessThanOrEquals",
                "NumberIn",
                "BoolEquals",
                "StringContains",
                "StringNotContains",
                "StringBeginsWith",
                "StringNotBeginsWith",
                "StringEndsWith",
                "StringNotEndsWith",
                "StringIn"
            })
    void anEventWithoutTheKeyIsNotMatchedByThese(String operator) {
        assertThat(withAnyValue(operator).matches(Events.created("Patient", "1")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NumberNotIn", "StringNotIn"})
    void anEventWithoutTheKeyIsMatchedByThese(String operator) {
        assertThat(withAnyValue(operator).matches(Events.created("Patient", "1")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"NumberInRange, false", "NumberNotInRange, true"})
    void rangesOfWhichNothingIsSaidFollowTheOtherNumbers(String operator, boolean matches) {
        assertThat(withAnyValue(operator).matches(Events.created("Patient", "1")))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IsNullOrUndefined | {"resourceType":"Basic"} | true
            IsNullOrUndefined | {"key1":null}            | true
            IsNullOrUndefined | {"key1":0}               | false
            IsNullOrUndefined | {"key1":[]}              | false
            IsNotNull         | {"resourceType":"Basic"} | false
            IsNotNull         | {"key1":null}            | false
            IsNotNull         | {"key1":""}              | true
            IsNotNull         | {"key1":[]}              | true
            """)
    void nullIsTheSameAsUndefined(String operator, String resource, boolean matches) {
        EventGridFilter filter = EventGridFilter.parse(
                "advancedFilters: [{operatorType: %s, key: data.resource.key1}]".formatted(operator));

        assertThat(filter.matches(Events.created("Basic", "1").withResource(resource)))
                .isEqualTo(matches);
    }

    @Test
    void numbersBeyondADoubleAreToldApart() {
        EventGridFilter filter = filter("NumberIn", "[9007199254740993]", false);

        assertThat(filter.matches(event("9007199254740992"))).isFalse();
        assertThat(filter.matches(event("9007199254740993"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void everyOperatorIsFoundByItsName(Operator operator) {
        assertThat(Operator.of(operator.value())).contains(operator);
    }

    @Test
    void thereAreNineteen() {
        assertThat(Operator.values()).hasSize(19);
    }

    private static EventGridFilter withAnyValue(String operator) {
        Operands operands = Operator.of(operator).orElseThrow().operands();
        return filter(
                operator,
                switch (operands) {
                    case NUMBERS -> "[1]";
                    case NUMBER -> "1";
                    case RANGES -> "[[1, 2]]";
                    case BOOL -> "true";
                    default -> "[a]";
                },
                true);
    }

    private static EventGridFilter filter(String operator, String compared, boolean arrays) {
        String member = Operator.of(operator).orElseThrow().operands().member();
        return EventGridFilter.parse("""
                enableAdvancedFilteringOnArrays: %s
                advancedFilters:
                  - operatorType: %s
                    key: data.resource.key1
                    %s: %s
                """.formatted(arrays, operator, member, compared));
    }

    private static HealthEvent event(String value) {
        return Events.created("Basic", "1").withResource("{\"key1\":" + value + "}");
    }
}

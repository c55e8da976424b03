package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The filter of a sink as it is written in application.yaml, and in other ways to configure it. */
class SinkFilterTest {

    private static final HealthEvent CREATED = SampleEvent.of(HealthEventType.FHIR_RESOURCE_CREATED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{includedEventTypes: [Microsoft.HealthcareApis.FhirResourceCreated]}",
                "{includedEventTypes: All, subjectBeginsWith: Clinic., subjectEndsWith: .B, isSubjectCaseSensitive: null}",
                "{includedEventTypes: [], advancedFilters: null, subjectEndsWith: ''}",
                "{subject-begins-with: clinic., is-subject-case-sensitive: true}",
                "{advancedFilters: [{operatorType: StringIn, key: data.resourceType, values: [Patient, Observation]}]}",
                "{advancedFilters: [{operatorType: StringNotIn, key: source, values: ['/a,b', '5']}]}",
                "{advancedFilters: [{operatorType: NumberIn, key: data.resourceVersionId, values: [1, 7, 2, 3, 4, 5, 6, 8, 9, 10, 11]}]}",
                "{advancedFilters: [{operatorType: NumberGreaterThan, key: data.resourceVersionId, value: 6.5}]}",
                "{advancedFilters: [{operatorType: NumberInRange, key: data.resourceVersionId, values: [[1, 5], [7, 9]]}]}",
                "{advancedFilters: [{operatorType: IsNotNull, key: data.resourceType, value: null},"
                        + " {operatorType: IsNullOrUndefined, key: data.partitionName}]}"
            })
    void letsThroughInYaml(String filter) {
        assertThat(yaml(filter).test(CREATED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{includedEventTypes: [Microsoft.HealthcareApis.FhirResourceDeleted]}",
                "{subjectBeginsWith: Clinic., isSubjectCaseSensitive: true}",
                "{subjectEndsWith: .c}",
                "{advancedFilters: [{operatorType: StringIn, key: data.resourceType, values: [Patient]}]}",
                "{advancedFilters: [{operatorType: NumberInRange, key: data.resourceVersionId, values: [[1, 5], [8, 9]]}]}",
                "{advancedFilters: [{operatorType: IsNotNull, key: data.resourceType},"
                        + " {operatorType: NumberLessThan, key: data.resourceVersionId, value: 7}]}"
            })
    void keepsOutInYaml(String filter) {
        assertThat(yaml(filter).test(CREATED)).isFalse();
    }

    @Test
    void variablesDoForAllButRanges() {
        Predicate<HealthEvent> filter = variables(
                "SUBJECT_BEGINS_WITH=clinic.",
                "INCLUDED_EVENT_TYPES=Microsoft.HealthcareApis.FhirResourceCreated",
                "ADVANCED_FILTERS_0_OPERATOR_TYPE=NumberIn",
                "ADVANCED_FILTERS_0_KEY=data.resourceVersionId",
                "ADVANCED_FILTERS_0_VALUES=3, 7",
                "ADVANCED_FILTERS_1_OPERATOR_TYPE=NumberLessThan",
                "ADVANCED_FILTERS_1_KEY=data.resourceVersionId",
                "ADVANCED_FILTERS_1_VALUE=8");
        assertThat(filter.test(CREATED)).isTrue();
        assertThat(filter.test(SampleEvent.of(
                        HealthEventType.FHIR_RESOURCE_CREATED,
                        new FhirResourceData("Observation", SampleEvent.ACCOUNT, "obs-1.2.b", 8, null))))
                .isFalse();
        assertThat(filter.test(SampleEvent.of(HealthEventType.FHIR_RESOURCE_UPDATED)))
                .isFalse();
    }

    @Test
    void noFilterLetsEverythingThrough() {
        assertThat(SinkFilter.of("x", null).test(CREATED)).isTrue();
    }

    @Test
    void aTextThatYamlTakesForSomethingElseIsToldAndNotGuessed() {
        assertThatThrownBy(() ->
                        yaml("{advancedFilters: [{operatorType: StringIn, key: data.resourceFhirId, values: [yes]}]}"))
                .isInstanceOfSatisfying(
                        WrongConfigurationException.class,
                        e -> assertThat(e.mend()).isEqualTo("Put it in quotes"))
                .hasMessage("health-events.sinks.lab.filter.advancedFilters[0] (StringIn) takes texts, but has true");
    }

    private static Predicate<HealthEvent> yaml(String filter) {
        try {
            StandardEnvironment environment = new StandardEnvironment();
            String yaml = "health-events: {sinks: {lab: {filter: " + filter + "}}}";
            new YamlPropertySourceLoader()
                    .load("test", new ByteArrayResource(yaml.getBytes()))
                    .forEach(environment.getPropertySources()::addFirst);
            return filter(environment);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Predicate<HealthEvent> variables(String... variables) {
        Map<String, Object> map = Arrays.stream(variables)
                .map(variable -> ("HEALTH_EVENTS_SINKS_LAB_FILTER_" + variable).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, map));
        new EnvironmentVariables().postProcessEnvironment(environment, null);
        return filter(environment);
    }

    private static Predicate<HealthEvent> filter(StandardEnvironment environment) {
        SinkProperties sink = Binder.get(environment)
                .bind("health-events", HealthEventsProperties.class)
                .get()
                .sinks()
                .get("lab");
        return SinkFilter.of("health-events.sinks.lab.filter", sink.filter());
    }
}

package dev.healthevents.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events a sink takes: the filter of an Event Grid event subscription, under Azure's names.
 *
 * @param includedEventTypes the types that the <a href="sinks.md#a-filter">filter of the sink</a> lets through, such as
 *     {@code Microsoft.HealthcareApis.FhirResourceCreated}; all unless set
 * @param subjectBeginsWith with what a {@code subject} begins that it lets through
 * @param subjectEndsWith with what it ends
 * @param isSubjectCaseSensitive whether case matters in both; not unless {@code true}
 * @param enableAdvancedFilteringOnArrays whether advanced filters look into arrays; not unless {@code true}
 * @param advancedFilters conditions that must all hold
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering">Event filtering</a>
 */
public record FilterProperties(
        List<String> includedEventTypes,
        String subjectBeginsWith,
        String subjectEndsWith,
        Boolean isSubjectCaseSensitive,
        Boolean enableAdvancedFilteringOnArrays,
        List<AdvancedFilter> advancedFilters) {

    /**
     * A condition on one member of an event.
     *
     * @param operatorType how it is compared, such as {@code StringIn}: <a href="routes.md#filters-of-event-grid">all of
     *     them</a>
     * @param key the member of the event, such as {@code data.resourceType}
     * @param value with what, where the operator takes one
     * @param values with what, where it takes several, with commas in a variable
     */
    public record AdvancedFilter(String operatorType, String key, Object value, FilterValues values) {

        private Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("operatorType", operatorType);
            members.put("key", key);
            // What is null in YAML has become an empty text.
            members.put("value", "".equals(value) ? null : value);
            members.put("values", values == null ? null : values.asList());
            return members;
        }
    }

    /** As an event subscription has it. Numbers, true and false may be texts. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("includedEventTypes", includedEventTypes);
        members.put("subjectBeginsWith", subjectBeginsWith);
        members.put("subjectEndsWith", subjectEndsWith);
        members.put("isSubjectCaseSensitive", isSubjectCaseSensitive);
        members.put("enableAdvancedFilteringOnArrays", enableAdvancedFilteringOnArrays);
        members.put(
                "advancedFilters",
                advancedFilters == null
                        ? null
                        : advancedFilters.stream().map(AdvancedFilter::members).toList());
        return members;
    }
}

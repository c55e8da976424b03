package dev.healthevents.config;

import dev.healthevents.camel.filter.EventGridFilter;
import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.event.HealthEvent;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Compiles what a sink takes. */
final class SinkFilter {

    private SinkFilter() {}

    /**
     * @param key of the filter
     * @param filter {@code null}: every event
     * @throws WrongConfigurationException if it is none that Event Grid would take, or names what no event has
     */
    static Predicate<HealthEvent> of(String key, FilterProperties filter) {
        return filter == null ? event -> true : of(key, filter.members());
    }

    /** The filter of an event subscription. */
    static Predicate<HealthEvent> ofSubscription(String key, SubscriptionFile file) {
        return of(key + ": filter", file.filter());
    }

    private static Predicate<HealthEvent> of(String key, Map<String, Object> members) {
        try {
            return EventGridFilter.of(key, members)::matches;
        } catch (WrongYamlException e) {
            throw new WrongConfigurationException(
                    e.problem(),
                    e.mend().substring(0, 1).toUpperCase(Locale.ROOT) + e.mend().substring(1),
                    e);
        }
    }
}

package dev.healthevents.camel.filter;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.event.HealthEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The filter of an Event Grid subscription, checked and compiled. Can be asked by many threads at once. */
public final class EventGridFilter {

    private final List<Predicate<HealthEvent>> conditions;

    EventGridFilter(List<Predicate<HealthEvent>> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /**
     * Compiles a filter.
     *
     * @param text YAML or JSON: the {@code filter} of an event subscription, as in an ARM template or as shown by
     *     {@code az eventgrid event-subscription show}, with or without the name {@code filter} before it
     * @throws WrongYamlException if it is none, or beyond Event Grid's limits
     */
    public static EventGridFilter parse(String text) {
        return new FilterParser("The filter", "", false).parse(text);
    }

    /**
     * Compiles a filter of which numbers, true and false may have become texts, as in an environment variable.
     *
     * @param name what it is called where something is wrong with it; a dot follows before the name of a member
     * @param members those of the {@code filter} of an event subscription, under their names there
     * @throws WrongYamlException if it is none, or beyond Event Grid's limits
     */
    public static EventGridFilter of(String name, Map<String, ?> members) {
        return new FilterParser(name, name + ".", true).of(members);
    }

    /** Whether Event Grid would deliver this event to a subscription with this filter: all conditions hold. */
    public boolean matches(HealthEvent event) {
        for (Predicate<HealthEvent> condition : conditions) {
            if (!condition.test(event)) {
                return false;
            }
        }
        return true;
    }
}

package dev.healthevents.camel.filter;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.camel.yaml.YamlObject;
import dev.healthevents.event.HealthEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads, checks and compiles the filter of an event subscription. */
final class FilterParser {

    /** Event Grid's limits of a subscription. */
    private static final int MOST_FILTERS = 25;

    private static final int MOST_VALUES = 25;

    private static final Set<String> MEMBERS = new TreeSet<>(Set.of(
            "includedEventTypes",
            "subjectBeginsWith",
            "subjectEndsWith",
            "isSubjectCaseSensitive",
            "enableAdvancedFilteringOnArrays",
            "advancedFilters"));

    private final String name;
    private final String below;
    private final boolean texts;
    private int values;

    /**
     * @param name of the filter, for people
     * @param below what precedes the name of one of its members, for people
     * @param texts whether numbers, true and false may have become texts
     */
    FilterParser(String name, String below, boolean texts) {
        this.name = name;
        this.below = below;
        this.texts = texts;
    }

    EventGridFilter parse(String text) {
        return of(unwrapped(YamlObject.read(name, text)));
    }

    EventGridFilter of(Object written) {
        YamlObject filter = YamlObject.of(name, written, MEMBERS);
        List<Predicate<HealthEvent>> conditions = new ArrayList<>();
        IncludedEventTypes.condition(filter, below + "includedEventTypes").ifPresent(conditions::add);
        SubjectCondition.conditions(filter).forEach(conditions::add);
        boolean arrays = filter.bool("enableAdvancedFilteringOnArrays");
        List<?> advanced = filter.list("advancedFilters");
        if (advanced.size() > MOST_FILTERS) {
            throw new WrongYamlException(
                    name + " has " + advanced.size() + " advancedFilters, but Event Grid allows " + MOST_FILTERS,
                    "spread them over several filters");
        }
        for (int i = 0; i < advanced.size(); i++) {
            conditions.add(advanced(below + "advancedFilters[" + i + "]", advanced.get(i), arrays));
        }
        return new EventGridFilter(conditions);
    }

    private static Object unwrapped(Object filter) {
        return filter instanceof Map<?, ?> map && map.size() == 1 && map.containsKey("filter")
                ? map.get("filter")
                : filter;
    }

    private Predicate<HealthEvent> advanced(String place, Object written, boolean arrays) {
        YamlObject filter =
                YamlObject.of(place, written, new TreeSet<>(Set.of("operatorType", "key", "value", "values")));
        Operator operator = Operator.of(filter.get("operatorType"))
                .orElseThrow(() -> new WrongYamlException(
                        place + " has the operatorType " + filter.get("operatorType")
                                + ", which is none of Event Grid's",
                        "use one of " + Operator.names()));
        try {
            return compiled(filter, operator, arrays);
        } catch (WrongYamlException e) {
            throw e.in(place + " (" + operator.value() + ")");
        }
    }

    private Predicate<HealthEvent> compiled(YamlObject filter, Operator operator, boolean arrays) {
        if (!(filter.get("key") instanceof String key)) {
            throw new WrongYamlException("has no key", "add one, for example key: data.resourceType");
        }
        Function<HealthEvent, Object> read = EventKey.of(key);
        List<Object> compared = compared(filter, operator.operands());
        return event -> operator.matches(read.apply(event), compared, arrays);
    }

    private List<Object> compared(YamlObject filter, Operands operands) {
        for (String member : List.of("value", "values")) {
            if (!member.equals(operands.member()) && filter.get(member) != null) {
                throw new WrongYamlException(
                        "has '" + member + "', but takes " + operands.description()
                                + (operands.member() == null ? "" : " as '" + operands.member() + "'"),
                        operands.member() == null ? "remove it" : "write it so");
            }
        }
        if (operands == Operands.NONE) {
            return List.of();
        }
        List<?> written = "value".equals(operands.member())
                ? filter.get("value") == null ? List.of() : List.of(filter.get("value"))
                : filter.list("values");
        if (written.isEmpty()) {
            throw new WrongYamlException(
                    "compares with nothing", "add '" + operands.member() + "' with " + operands.description());
        }
        values += written.size();
        if (values > MOST_VALUES) {
            throw new WrongYamlException(
                    "exceeds the " + MOST_VALUES + " values that Event Grid allows in all advanced filters together",
                    "spread them over several filters");
        }
        List<Object> compared = new ArrayList<>();
        written.forEach(value -> compared.add(operands.compiled(texts ? operands.read(value) : value)));
        return List.copyOf(compared);
    }
}

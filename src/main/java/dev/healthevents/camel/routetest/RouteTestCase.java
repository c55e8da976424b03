package dev.healthevents.camel.routetest;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.camel.yaml.YamlObject;
import dev.healthevents.event.HealthEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Given these events, these outboxes get these ids.
 *
 * @param name a sentence
 * @param given events in their order, by the name that the test gives them
 * @param outboxes by sink: what its outbox gets, in order
 * @param deadLetters what becomes a dead letter; details are a part of its reason
 */
record RouteTestCase(
        String name, Map<String, HealthEvent> given, Map<String, List<Expected>> outboxes, List<Expected> deadLetters) {

    private static final Set<String> MEMBERS = new TreeSet<>(Set.of("name", "given", "expect"));
    private static final String DEAD_LETTERS = "dead-letters";

    /**
     * An event that is expected.
     *
     * @param name its name in the test
     * @param details what is expected of it besides, or {@code null}
     */
    record Expected(String name, Object details) {}

    /** @param number its place in the file, from 1 */
    static RouteTestCase of(int number, Object written) {
        YamlObject test = YamlObject.of("Case " + number, written, MEMBERS);
        String name = test.text("name");
        if (name.isEmpty()) {
            throw new WrongYamlException("Case " + number + " has no name: write what it shows, in a sentence");
        }
        try {
            return of(name, test);
        } catch (WrongYamlException e) {
            throw new WrongYamlException("Case " + number + " (" + name + "): " + e.getMessage(), e);
        }
    }

    private static RouteTestCase of(String name, YamlObject test) {
        Map<String, HealthEvent> given = GivenEvents.of(test.object("given"));
        if (given.isEmpty()) {
            throw new WrongYamlException(
                    "Nothing is given: add events, for example given: {p: {type: FhirResourceCreated}}");
        }
        if (test.object("expect").isEmpty()) {
            throw new WrongYamlException("Nothing is expected: add outboxes, for example expect: {file: [p]}");
        }
        YamlObject expect = YamlObject.of("expect", test.get("expect"));
        Map<String, List<Expected>> outboxes = new LinkedHashMap<>();
        test.object("expect").keySet().stream()
                .map(String::valueOf)
                .forEach(sink -> outboxes.put(sink, expected(expect.list(sink), given)));
        List<Expected> deadLetters = outboxes.remove(DEAD_LETTERS);
        return new RouteTestCase(name, given, outboxes, deadLetters == null ? List.of() : deadLetters);
    }

    private static List<Expected> expected(List<?> written, Map<String, HealthEvent> given) {
        List<Expected> expected = new ArrayList<>();
        for (Object one : written) {
            Expected event = one instanceof Map<?, ?> map && map.size() == 1
                    ? new Expected(
                            String.valueOf(map.keySet().iterator().next()),
                            map.values().iterator().next())
                    : new Expected(String.valueOf(one), null);
            if (!given.containsKey(event.name())) {
                throw new WrongYamlException("'" + event.name() + "' is expected but not given: use one of "
                        + String.join(", ", given.keySet()));
            }
            expected.add(event);
        }
        return expected;
    }
}

package dev.healthevents.camel.routetest;

import dev.healthevents.camel.yaml.WrongYamlException;
import dev.healthevents.camel.yaml.YamlObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of route tests.
 *
 * @param sinks names of the sinks that are on
 * @param placeholders what routes find as {@code {{name}}}
 * @param answers by endpoint: what it answers without being asked
 * @param cases at least one
 */
record RouteTestFile(
        Collection<String> sinks,
        Map<String, String> placeholders,
        Map<String, String> answers,
        List<RouteTestCase> cases) {

    /** The name of such a file ends in this. */
    static final String SUFFIX = ".test.yaml";

    private static final Set<String> MEMBERS = new TreeSet<>(Set.of("sinks", "placeholders", "answers", "cases"));

    /** @throws WrongYamlException if it is none; the message names the place and the mend */
    static RouteTestFile parse(String yaml) {
        YamlObject file = YamlObject.of("The test file", YamlObject.read("The test file", yaml), MEMBERS);
        List<RouteTestCase> cases = new ArrayList<>();
        file.list("cases").forEach(written -> cases.add(RouteTestCase.of(cases.size() + 1, written)));
        if (cases.isEmpty()) {
            throw new WrongYamlException("The test file has no cases: add one with name, given and expect");
        }
        Set<String> sinks = new TreeSet<>();
        file.list("sinks").forEach(sink -> sinks.add(String.valueOf(sink)));
        cases.forEach(one -> sinks.addAll(one.outboxes().keySet()));
        return new RouteTestFile(sinks, texts(file, "placeholders"), texts(file, "answers"), cases);
    }

    private static Map<String, String> texts(YamlObject file, String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        file.object(member).forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
        return texts;
    }
}

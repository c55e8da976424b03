package dev.healthevents.camel.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.camel.routes.BrokenRouteException;
import dev.healthevents.camel.routes.RouteTrial;
import dev.healthevents.camel.routetest.RouteTestCase.Expected;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.OutboxRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One case, taken through the routes of its directory, with a state of its own. */
final class CaseRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RouteTestFile file;
    private final RouteTestCase test;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    CaseRun(RouteTestFile file, RouteTestCase test) {
        this.file = file;
        this.test = test;
        test.given().forEach((name, event) -> names.put(event.id().toString(), name));
    }

    /**
     * Runs it.
     *
     * @param scratch an empty directory
     * @return how what came differs from what was expected; empty if it does not
     * @throws BrokenRouteException if the routes can't be loaded
     */
    List<String> differences(Path routes, Path scratch) throws BrokenRouteException {
        try (RouteTrial trial = new RouteTrial(scratch, file.sinks(), file.placeholders())) {
            file.answers().forEach(trial::answer);
            trial.load(routes);
            Optional<String> failure =
                    trial.announce(List.<HealthEvent>copyOf(test.given().values()));
            failure.ifPresent(
                    reason -> differences.add("The routes failed, and in use all of these events would be read"
                            + " again until they do not: " + reason));
            if (failure.isEmpty()) {
                file.sinks().forEach(sink -> outbox(sink, trial.outbox(sink)));
                deadLetters(trial.deadLetters());
            }
            return differences;
        }
    }

    private void outbox(String sink, List<OutboxRow> rows) {
        List<Expected> expected = test.outboxes().getOrDefault(sink, List.of());
        List<String> came = rows.stream().map(row -> names.get(row.eventId())).toList();
        if (!came.equals(expected.stream().map(Expected::name).toList())) {
            differences.add(
                    sink + ": expected " + expected.stream().map(Expected::name).toList() + ", but got " + came);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (expected.get(i).details() != null) {
                JsonNode wanted = JSON.valueToTree(expected.get(i).details());
                partsOf(sink + ": " + came.get(i), wanted, event(rows.get(i)));
            }
        }
    }

    /** Names the member that differs, not what it holds: it may be health data. What is null must not be there. */
    private void partsOf(String place, JsonNode wanted, JsonNode whole) {
        if (wanted.isObject()) {
            wanted.fields()
                    .forEachRemaining(
                            part -> partsOf(place + "." + part.getKey(), part.getValue(), whole.path(part.getKey())));
        } else if (wanted.isNull() ? !whole.isMissingNode() : !wanted.equals(whole)) {
            differences.add(place + (whole.isMissingNode() ? " is missing" : " is not " + wanted));
        }
    }

    private static JsonNode event(OutboxRow row) {
        try {
            return JSON.readTree(row.event());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deadLetters(List<DeadLetter> letters) {
        Map<String, String> reasons = new HashMap<>();
        letters.forEach(letter -> reasons.put(names.get(letter.id()), letter.reason()));
        for (Expected expected : test.deadLetters()) {
            String reason = reasons.remove(expected.name());
            if (reason == null) {
                differences.add("dead-letters: " + expected.name() + " is none");
            } else if (expected.details() != null && !reason.contains(String.valueOf(expected.details()))) {
                differences.add("dead-letters: " + expected.name() + " has another reason: " + reason);
            }
        }
        reasons.forEach((name, reason) -> differences.add("dead-letters: " + name + " became one: " + reason));
    }
}

package dev.healthevents.camel.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.camel.routes.BrokenRouteException;
import dev.healthevents.camel.routes.RouteFiles;
import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.camel.routes.RouteLoader;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Events;
import dev.healthevents.source.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A filter copied from Azure as the condition of a route. */
class EventGridFilterLanguageTest {

    private static final HealthEvent PATIENT = Events.created("Patient", "1");
    private static final HealthEvent OBSERVATION = Events.created("Observation", "2");

    @TempDir
    Path directory;

    @Test
    void itServesAsTheConditionOfAFilter() throws Exception {
        Files.writeString(directory.resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    routeConfigurationId: dead-letters
                    from:
                      uri: direct:health-events
                      steps:
                        - filter:
                            expression:
                              language:
                                language: event-grid-filter
                                expression: |
                                  "filter": {
                                    "subjectBeginsWith": "lab.example.org/",
                                    "advancedFilters": [
                                      {"operatorType": "StringIn", "key": "data.resourceType", "values": ["Observation"]}
                                    ]
                                  }
                            steps:
                              - to:
                                  uri: outbox:file
                """);
        try (RouteHarness routes = loaded()) {
            routes.announce("direct:health-events", PATIENT);
            routes.announce("direct:health-events", OBSERVATION);

            assertThat(routes.outbox("file")).containsExactly(OBSERVATION.id().toString());
        }
    }

    @Test
    void itServesAsTheConditionOfAChoice() throws Exception {
        choice("subjectEndsWith: /2");
        try (RouteHarness routes = loaded()) {
            routes.announce("direct:health-events", PATIENT);
            routes.announce("direct:health-events", OBSERVATION);

            assertThat(routes.outbox("file")).containsExactly(OBSERVATION.id().toString());
        }
    }

    @Test
    void aWrongFilterStopsTheLoadWithOneSentence() throws Exception {
        choice("subjectBegins: a");

        try (RouteHarness routes = new RouteHarness(directory, "file")) {
            assertThatThrownBy(() -> new RouteLoader(new Sources(java.util.List.of()), java.util.List.of())
                            .tryOut(
                                    routes.context(),
                                    new RouteFiles(directory, java.util.List.of("dead-letters.camel.yaml"))))
                    .isInstanceOf(BrokenRouteException.class)
                    .hasMessage(directory.resolve("health-events.camel.yaml")
                            + ": route health-events: The filter has the member 'subjectBegins', which is none of advancedFilters,"
                            + " enableAdvancedFilteringOnArrays, includedEventTypes, isSubjectCaseSensitive,"
                            + " subjectBeginsWith, subjectEndsWith");
        }
    }

    @Test
    void whatIsNoHealthEventFailsWithoutBeingShown() throws Exception {
        choice("subjectEndsWith: /2");
        try (RouteHarness routes = loaded()) {
            assertThatThrownBy(() -> routes.announce("direct:health-events", "Peter Chalmers"))
                    .rootCause()
                    .hasMessageNotContaining("Peter");
        }
    }

    private RouteHarness loaded() throws Exception {
        return new RouteHarness(directory, "file")
                .load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml");
    }

    private void choice(String filter) throws Exception {
        Files.writeString(directory.resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    from:
                      uri: direct:health-events
                      steps:
                        - choice:
                            when:
                              - expression:
                                  language:
                                    language: event-grid-filter
                                    expression: "%s"
                                steps:
                                  - to:
                                      uri: outbox:file
                """.formatted(filter));
    }
}

package dev.healthevents.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Events;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a team's routes do with one event of a window is no matter of the others. */
class ChangesRouteTest {

    private static final HealthEvent FIRST = Events.created("Patient", "1");
    private static final HealthEvent SECOND = Events.created("Observation", "2");
    private static final HealthEvent THIRD = Events.created("Patient", "3");

    @TempDir
    Path directory;

    @Test
    void anEventThatBecomesADeadLetterDoesNotTakeTheRestOfTheWindowWithIt() throws Exception {
        try (RouteHarness routes = routes(
                "dead-letters", "throwException: {exceptionType: java.lang.IllegalStateException, message: no}")) {
            routes.announce("direct:changes", List.of(FIRST, SECOND, THIRD));

            assertThat(routes.outbox("file")).containsExactly(id(FIRST), id(THIRD));
            assertThat(routes.deadLetters()).extracting(DeadLetter::id).containsExactly(id(SECOND));
        }
    }

    @Test
    void anEventAtWhichTheRoutesStopDoesNotTakeTheRestOfTheWindowWithIt() throws Exception {
        try (RouteHarness routes = routes("dead-letters", "stop: {}")) {
            routes.announce("direct:changes", List.of(FIRST, SECOND, THIRD));

            assertThat(routes.outbox("file")).containsExactly(id(FIRST), id(THIRD));
        }
    }

    @Test
    void anEventThatFailsWithoutBecomingADeadLetterFailsTheWindow() throws Exception {
        try (RouteHarness routes =
                routes("none", "throwException: {exceptionType: java.lang.IllegalStateException, message: away}")) {
            assertThatThrownBy(() -> routes.announce("direct:changes", List.of(FIRST, SECOND, THIRD)))
                    .rootCause()
                    .hasMessage("away");

            assertThat(routes.outbox("file")).isEmpty();
        }
    }

    @Test
    void whatThereIsNoRoomForInAWindowIsLeftForTheNextPart() throws Exception {
        try (RouteHarness routes = routes(
                "dead-letters", "throwException: {exceptionType: java.lang.IllegalStateException, message: no}")) {
            WindowTransaction part = routes.announce(
                    "direct:changes", List.of(SECOND, FIRST, THIRD), window -> window.holdAtMost(() -> 700));

            assertThat(routes.outbox("file")).containsExactly(id(FIRST));
            assertThat(routes.deadLetters()).extracting(DeadLetter::id).containsExactly(id(SECOND));
            assertThat(part.postponed()).containsExactly(THIRD.id());
        }
    }

    @Test
    void aFileOfOnesOwnMayTakeAWindowApartWithCamelsOwnPatterns() throws Exception {
        Files.writeString(directory.resolve("changes.camel.yaml"), """
                - route:
                    id: changes
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:changes
                      steps:
                        - split:
                            expression:
                              simple:
                                expression: ${body}
                            stopOnException: true
                            steps:
                              - idempotentConsumer:
                                  idempotentRepository: seen
                                  expression:
                                    simple:
                                      expression: ${body.id}
                                  steps:
                                    - to:
                                        uri: direct:health-events
                """);
        try (RouteHarness routes = routes("dead-letters", "stop: {}")) {
            routes.announce("direct:changes", List.of(FIRST, SECOND, FIRST, THIRD));

            assertThat(routes.outbox("file")).containsExactly(id(FIRST), id(THIRD));
        }
    }

    private RouteHarness routes(String configuration, String step) throws Exception {
        Files.writeString(directory.resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    routeConfigurationId: %s
                    from:
                      uri: direct:health-events
                      steps:
                        - filter:
                            expression:
                              simple:
                                expression: ${body.data.resourceType} == 'Observation'
                            steps:
                              - %s
                        - to:
                            uri: outbox:file
                """.formatted(configuration, step));
        return new RouteHarness(directory, "file")
                .load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml", "changes.camel.yaml");
    }

    private static String id(HealthEvent event) {
        return event.id().toString();
    }
}

package dev.healthevents.camel.routes;

import static dev.healthevents.source.Events.created;
import static dev.healthevents.source.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthEventsRouteTest {

    private static final HealthEvent PATIENT = created("Patient", "1");
    private static final HealthEvent OBSERVATION = created("Observation", "2");
    private static final HealthEvent DELETED = event(HealthEventType.FHIR_RESOURCE_DELETED, "Patient", "1", 2);

    @TempDir
    Path directory;

    @Test
    void everyEventGoesToEverySinkThatIsOn() throws Exception {
        try (RouteHarness routes = bundled()) {
            routes.announce("direct:health-events", PATIENT);
            routes.announce("direct:health-events", OBSERVATION);

            assertThat(routes.outbox("file")).containsExactly(id(PATIENT), id(OBSERVATION));
            assertThat(routes.outbox("event-hubs")).containsExactly(id(PATIENT), id(OBSERVATION));
        }
    }

    @Test
    void anOwnFileOfTheSameNameDecidesByResourceType() throws Exception {
        own("${body.data.resourceType} == 'Observation'");
        try (RouteHarness routes = bundled()) {
            routes.announce("direct:health-events", PATIENT);
            routes.announce("direct:health-events", OBSERVATION);

            assertThat(routes.outbox("file")).containsExactly(id(OBSERVATION));
            assertThat(routes.outbox("event-hubs")).isEmpty();
        }
    }

    @Test
    void anOwnFileOfTheSameNameDecidesByEventType() throws Exception {
        own("${body.type} == 'Microsoft.HealthcareApis.FhirResourceDeleted'");
        try (RouteHarness routes = bundled()) {
            routes.announce("direct:health-events", PATIENT);
            routes.announce("direct:health-events", DELETED);

            assertThat(routes.outbox("file")).containsExactly(id(DELETED));
        }
    }

    @Test
    void anEventThatTheRouteCannotHandleBecomesADeadLetterWithItsReason() throws Exception {
        own("${body.noSuchMember} == 'x'");
        try (RouteHarness routes = bundled()) {
            routes.announce("direct:health-events", PATIENT);

            assertThat(routes.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.id()).isEqualTo(id(PATIENT));
                assertThat(letter.stage()).isEqualTo("route");
                assertThat(letter.reason()).startsWith("health-events: ").contains("noSuchMember");
                assertThat(letter.entry()).contains(PATIENT.subject());
            });
        }
    }

    private RouteHarness bundled() throws Exception {
        return new RouteHarness(directory, "file", "event-hubs")
                .load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml");
    }

    private void own(String condition) throws Exception {
        Files.writeString(directory.resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    routeConfigurationId: dead-letters
                    from:
                      uri: direct:health-events
                      steps:
                        - choice:
                            when:
                              - expression:
                                  simple:
                                    expression: "%s"
                                steps:
                                  - to:
                                      uri: outbox:file
                """.formatted(condition));
    }

    private static String id(HealthEvent event) {
        return event.id().toString();
    }
}

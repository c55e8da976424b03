package dev.healthevents.docs;

import static dev.healthevents.event.HealthEventType.FHIR_RESOURCE_CREATED;
import static dev.healthevents.event.HealthEventType.FHIR_RESOURCE_DELETED;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How an integration team tests a route of its own with Camel's own means; docs/routes.md shows it. */
@CamelSpringBootTest
@SpringBootTest(
        classes = OwnRouteTest.Clinic.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        // Not the bridge's.
        properties = "spring.config.location=optional:classpath:/none/")
@UseAdviceWith
@MockEndpointsAndSkip("file:patients*")
class OwnRouteTest {

    @Configuration
    @ImportAutoConfiguration(org.apache.camel.spring.boot.CamelAutoConfiguration.class)
    static class Clinic {

        @Bean
        RouteBuilder changes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("fhir-history:https://fhir.example.org/fhir?types=Patient")
                            .routeId("changes")
                            .filter(simple("${body.type} == 'Microsoft.HealthcareApis.FhirResourceCreated'"))
                            .to("file:patients");
                }
            };
        }
    }

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate server;

    @EndpointInject("mock:file:patients")
    MockEndpoint patients;

    @Test
    void onlyANewPatientIsWritten() throws Exception {
        AdviceWith.adviceWith(camel, "changes", route -> route.replaceFromWith("direct:changes"));
        camel.start();
        patients.expectedMessageCount(1);
        patients.message(0).simple("${body.subject}").isEqualTo("fhir.example.org/Patient/1");

        server.sendBody("direct:changes", patient("1", FHIR_RESOURCE_CREATED));
        server.sendBody("direct:changes", patient("2", FHIR_RESOURCE_DELETED));

        patients.assertIsSatisfied();
    }

    private static HealthEvent patient(String id, HealthEventType type) {
        return new HealthEvent(
                UUID.randomUUID(),
                "/workspaces/clinic",
                type,
                "fhir.example.org/Patient/" + id,
                Instant.parse("2026-01-31T00:00:00Z"),
                new FhirResourceData("Patient", "fhir.example.org", id, 1, null));
    }
}

package dev.healthevents.camel.sink;

import static dev.healthevents.source.Events.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.event.HealthEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventHubsSinkRouteTest {

    private static final HealthEvent EVENT = created("Patient", "1");

    @TempDir
    Path directory;

    private RouteHarness routes;
    private MockEndpoint kafka;

    @BeforeEach
    void kafkaIsAMock() throws Exception {
        routes = new RouteHarness(directory, "event-hubs");
        routes.context().getPropertiesComponent().setOverrideProperties(EventHubsPlaceholders.PROPERTIES);
        routes.context().setAutoStartup(false);
        routes.load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml", "event-hubs-sink.camel.yaml");
        AdviceWith.adviceWith(
                routes.context(),
                "event-hubs-sink",
                route -> route.weaveByToUri("kafka:*").replace().to("mock:kafka"));
        kafka = routes.context().getEndpoint("mock:kafka", MockEndpoint.class);
        routes.context().startAllRoutes();
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
    }

    @Test
    void eachEventGoesOutUnderItsSubjectAsKeySoThatOrderPerResourceHolds() throws Exception {
        kafka.expectedMessageCount(1);

        routes.announce("direct:health-events", EVENT);

        kafka.assertIsSatisfied();
        List<?> batch = kafka.getExchanges().get(0).getMessage().getBody(List.class);
        assertThat(batch)
                .singleElement()
                .isInstanceOfSatisfying(
                        Message.class,
                        message -> assertThat(message.getHeader("kafka.KEY")).isEqualTo(EVENT.subject()));
    }

    @Test
    void aBatchSaysThatItsEventsAreStructuredCloudEvents() throws Exception {
        kafka.expectedHeaderReceived("content-type", "application/cloudevents+json; charset=utf-8");

        routes.announce("direct:health-events", EVENT);

        kafka.assertIsSatisfied();
    }

    @Test
    void aBatchLeavesTheOutboxWhenItWasTaken() {
        routes.announce("direct:health-events", EVENT);

        await().untilAsserted(() ->
                assertThat(routes.sink("event-hubs").status().delivered()).isEqualTo(1));
        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).isEmpty());
    }

    @Test
    void aBatchThatWasNotTakenStaysAndComesAgain() {
        kafka.whenExchangeReceived(1, exchange -> {
            throw new IOException("broker away");
        });

        routes.announce("direct:health-events", EVENT);

        await().untilAsserted(() ->
                assertThat(routes.sink("event-hubs").status().lastError()).isEqualTo("broker away"));
        assertThat(routes.outbox("event-hubs")).containsExactly(EVENT.id().toString());
        await().untilAsserted(() -> assertThat(routes.outbox("event-hubs")).isEmpty());
        await().untilAsserted(() ->
                assertThat(routes.sink("event-hubs").status().lastError()).isNull());
    }
}

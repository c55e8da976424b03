package dev.healthevents.camel.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleEvent;
import dev.healthevents.standin.eventhubs.EventHubsServer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;

/** Camel's own azure-eventhubs: in a route of an integration team's own, as docs/routes.md shows it. */
class EventHubsRouteTest {

    private final Queue<String> read = new ConcurrentLinkedQueue<>();

    /** Azure's client times out a minute after its end, in the middle of another test: nothing of that is written. */
    private final ExceptionHandler unheard = mock(ExceptionHandler.class);

    @Test
    void anEventThatARouteSendsIsReadByAnother() throws Exception {
        try (EventHubsServer hubs = EventHubsServer.start("events", 2, 0);
                CamelContext routes = new DefaultCamelContext()) {
            HealthEvent event = SampleEvent.of(HealthEventType.FHIR_RESOURCE_CREATED);
            String connection = "connectionString=RAW(" + hubs.connectionString() + "EntityPath=events)";
            routes.getRegistry().bind("checkpoints", new CheckpointsInMemory());
            routes.getRegistry().bind("unheard", unheard);
            routes.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:health-events").convertBodyTo(String.class).to("azure-eventhubs:?" + connection);
                    from("azure-eventhubs:?" + connection
                                    + "&checkpointStore=#checkpoints&checkpointBatchSize=1&exceptionHandler=#unheard")
                            .process(exchange -> read.add(exchange.getMessage().getBody(String.class)));
                }
            });
            routes.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                routes.createProducerTemplate().sendBody("direct:health-events", event);
                return !read.isEmpty();
            });

            assertThat(read.peek()).contains("\"id\":\"" + event.id() + "\"");
        }
    }
}

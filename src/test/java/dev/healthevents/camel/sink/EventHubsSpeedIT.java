package dev.healthevents.camel.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.sun.management.OperatingSystemMXBean;
import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.delivery.EventHubAddress;
import dev.healthevents.delivery.EventHubSender;
import dev.healthevents.delivery.Sink;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.source.Events;
import dev.healthevents.standin.eventhubs.EventHubsServer;
import dev.healthevents.state.WindowTransaction;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** How quick an outbox with a hundred thousand events is delivered. It tells figures; what it asserts is that all is. */
class EventHubsSpeedIT {

    private static final String ROUTE = "event-hubs-sink";
    private static final int EVENTS = 100_000;
    private static final int WINDOW = 5_000;

    @TempDir
    Path directory;

    @Test
    void byAmqpToTheStandIn() throws Exception {
        try (EventHubsServer hubs = EventHubsServer.start("events", 4, 0);
                RouteHarness harness = new RouteHarness(directory, "event-hubs")) {
            EventHubSender sender = new EventHubSender(
                    new EventHubAddress(
                            "127.0.0.1",
                            hubs.port(),
                            () -> new EventHubClientBuilder().connectionString(hubs.connectionString(), "events")),
                    EventSchema.CLOUD_EVENTS.contentType());
            harness.context().getRegistry().bind("eventHub", new EventHubSink(sender));
            for (int round = 1; round <= 2; round++) {
                deliver("AMQP", round, harness, "event-hubs-amqp-sink");
                assertThat(hubs.hub().size()).isEqualTo(round * EVENTS);
            }
            sender.close();
        }
    }

    @Test
    void byKafkaToARealBroker() throws Exception {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 4, "events");
        broker.afterPropertiesSet();
        Properties properties = new Properties();
        properties.putAll(EventHubsPlaceholders.PROPERTIES);
        properties.put("event-hubs.brokers", broker.getBrokersAsString());
        try (RouteHarness harness = new RouteHarness(directory, "event-hubs")) {
            harness.context().getPropertiesComponent().setOverrideProperties(properties);
            for (int round = 1; round <= 3; round++) {
                deliver("Kafka", round, harness, "event-hubs-sink");
            }
        } finally {
            broker.destroy();
        }
    }

    private void deliver(String protocol, int round, RouteHarness harness, String file) throws Exception {
        Sink sink = harness.sink("event-hubs");
        long before = sink.status().delivered();
        if (round == 1) {
            harness.context().setAutoStartup(false);
            harness.load(directory, "dead-letters.camel.yaml", file + ".camel.yaml");
        }
        fill(harness, sink, round);
        long began = System.nanoTime();
        long cpu = cpuNanos();
        harness.context().getRouteController().startRoute(ROUTE);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sink.status().delivered() - before == EVENTS);
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        harness.context().getRouteController().stopRoute(ROUTE);
        System.out.printf(
                "%s, round %d: %d events in %.2f s, %.0f/s; %.2f s of CPU, the far side's included%n",
                protocol, round, EVENTS, seconds, EVENTS / seconds, cpuSeconds);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** What an outbox with such events costs alone, to tell it from what the protocol costs. */
    @Test
    void toNobody() throws Exception {
        try (RouteHarness harness = new RouteHarness(directory, "event-hubs")) {
            harness.context().getRegistry().bind("eventHub", new Nobody());
            for (int round = 1; round <= 2; round++) {
                deliver("Nobody", round, harness, "event-hubs-amqp-sink");
            }
        }
    }

    public static final class Nobody {
        public void send(List<Message> batch) {}
    }

    private void fill(RouteHarness harness, Sink sink, int round) {
        for (int i = 0; i < EVENTS; i += WINDOW) {
            WindowTransaction window = harness.state().begin("lab");
            for (int j = i; j < i + WINDOW; j++) {
                HealthEvent event = Events.event(
                        HealthEventType.FHIR_RESOURCE_UPDATED,
                        "Observation",
                        String.valueOf(j % 20_000),
                        round * 10 + j / 20_000);
                window.append(sink.outbox(), sink.encode(event, null));
            }
            window.commit(Instant.now(), window.announced(), Instant.now().minusSeconds(240));
        }
    }
}

package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.soak.BrokerPart;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two deliverers no longer reaches the broker, while its sink still takes what it has. */
class DelivererCutOffIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PATIENTS = 60;
    private static final int VERSIONS = 20;

    @TempDir
    Path directory;

    private final List<BridgeProcess> deliverers = new ArrayList<>();
    private BrokerPart broker;
    private FunctionsHost host;
    private PatientEvents events;

    @BeforeEach
    void start() throws Exception {
        broker = new BrokerPart(directory.resolve("kafka"), System.getProperty("java.class.path"));
        broker.start();
        broker.create("health-events", 4);
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        host.slow(Duration.ofMillis(45));
        events = new PatientEvents(broker.address(), "health-events");
        deliverer("near", broker.address());
        deliverer("far", broker.farAddress());
        for (String name : List.of("near", "far")) {
            await().atMost(PATIENCE).until(() -> log(name).contains("has partitions ["));
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (BridgeProcess deliverer : deliverers) {
            deliverer.kill();
        }
        events.close();
        host.close();
        broker.close();
    }

    private void deliverer(String name, String brokers) throws Exception {
        deliverers.add(BridgeProcess.start(
                Files.createDirectory(directory.resolve(name)),
                "--health-events.sources.hub.type=event-hubs",
                "--health-events.sources.hub.bootstrap-servers=" + brokers,
                "--health-events.sources.hub.event-hub=health-events",
                "--health-events.sources.hub.group=deliver",
                "--health-events.sources.hub.session-timeout=6s",
                "--health-events.sinks.functions.url=" + host.url("clouds"),
                "--health-events.sinks.functions.key=" + FunctionsHost.FUNCTION_KEY,
                "--health-events.sinks.functions.connections=2"));
    }

    private String log(String name) throws Exception {
        return Files.readString(directory.resolve(name).resolve("bridge.log"));
    }

    private void areDelivered(int versions) {
        await().atMost(PATIENCE)
                .until(() -> host.taken("clouds").stream().distinct().count() == PATIENTS * (long) versions);
    }

    @Test
    void whatItHasStillIsDeliveredByTheOtherAloneAndInOrder() throws Exception {
        for (int version = 1; version <= VERSIONS; version++) {
            events.send(PATIENTS, version);
        }
        await().atMost(PATIENCE).until(() -> host.taken("clouds").size() > PATIENTS);

        broker.network().cut();
        areDelivered(VERSIONS);
        broker.network().mend();
        events.send(PATIENTS, VERSIONS + 1);
        areDelivered(VERSIONS + 1);

        List<String> taken = host.taken("clouds").stream()
                .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                .toList();
        assertThat(Announced.byResource(Announced.byLastDelivery(taken)))
                .hasSize(PATIENTS)
                .allSatisfy((resource, changes) -> assertThat(changes)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, VERSIONS + 1)
                                .mapToObj(version ->
                                        resource + "/_history/" + version + (version == 1 ? " Created" : " Updated"))
                                .toList()));
    }
}

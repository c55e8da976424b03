package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.util.FileSystemUtils;

/** Three deliverers of one group at a real broker, under load: one dies with its disk, one freezes, all are restarted. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can't be frozen there")
class DeliverersCrashIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** From a fault until others have delivered what was left: the session's timeout, a rebalance, and a busy machine. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(30);

    private static final int PATIENTS = 120;

    @TempDir
    Path directory;

    private final EmbeddedKafkaKraftBroker broker =
            new EmbeddedKafkaKraftBroker(1, 12, "health-events", "health-events.deliver.dead-letters");
    private final List<BridgeProcess> deliverers = new ArrayList<>();
    private FunctionsHost host;
    private PatientEvents events;
    private int started;
    private int versions;

    @BeforeEach
    void start() throws Exception {
        broker.afterPropertiesSet();
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        host.slow(Duration.ofMillis(5), Duration.ofMillis(30));
        events = new PatientEvents(broker.getBrokersAsString(), "health-events");
    }

    @AfterEach
    void stop() throws Exception {
        for (BridgeProcess deliverer : deliverers) {
            deliverer.kill();
        }
        events.close();
        host.close();
        broker.destroy();
    }

    private Path home(int number) {
        return directory.resolve("deliverer-" + number);
    }

    private BridgeProcess deliverer() throws IOException {
        Path home = Files.createDirectory(home(started++));
        return BridgeProcess.start(
                home,
                "--health-events.sources.hub.type=event-hubs",
                "--health-events.sources.hub.bootstrap-servers=" + broker.getBrokersAsString(),
                "--health-events.sources.hub.event-hub=health-events",
                "--health-events.sources.hub.group=deliver",
                "--health-events.sinks.functions.url=" + host.url("clouds"),
                "--health-events.sinks.functions.key=" + FunctionsHost.FUNCTION_KEY,
                "--health-events.sinks.functions.connections=8");
    }

    private static boolean runs(Path home) throws IOException {
        return Files.readString(home.resolve("bridge.log")).contains("Reading hub");
    }

    /** Has a new version of every patient come, and all that has come until then be delivered within a time. */
    private void load(int more, Duration patience) {
        for (int i = 0; i < more; i++) {
            events.send(PATIENTS, ++versions);
        }
        await("version " + versions).atMost(patience).until(() -> distinct() >= PATIENTS * versions);
    }

    private List<String> taken() {
        return host.taken("clouds").stream()
                .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                .toList();
    }

    private long distinct() {
        return host.taken("clouds").stream().distinct().count();
    }

    @Test
    void nothingIsLostAndEachResourceIsInOrderWhateverHappensToDeliverers() throws Exception {
        for (int i = 0; i < 3; i++) {
            deliverers.add(deliverer());
        }
        load(3, PATIENCE);

        events.send(PATIENTS, ++versions);
        events.send(PATIENTS, ++versions);
        deliverers.get(0).kill();
        FileSystemUtils.deleteRecursively(home(0));
        load(1, TAKEN_OVER);

        events.send(PATIENTS, ++versions);
        deliverers.get(1).freeze();
        load(2, TAKEN_OVER);
        deliverers.get(1).resume();
        deliverers.set(0, deliverer());
        load(3, PATIENCE);

        for (int i = 0; i < 3; i++) {
            events.send(PATIENTS, ++versions);
            Path home = home(started);
            BridgeProcess before = deliverers.set(i, deliverer());
            await().atMost(PATIENCE).until(() -> runs(home));
            before.close();
            load(1, PATIENCE);
        }

        List<String> taken = taken();
        Map<String, List<String>> inOrder = Announced.byResource(Announced.byLastDelivery(taken));
        assertThat(inOrder).hasSize(PATIENTS);
        inOrder.forEach((resource, changes) -> assertThat(changes)
                .as("by the last delivery of each")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, versions)
                        .mapToObj(
                                version -> resource + "/_history/" + version + (version == 1 ? " Created" : " Updated"))
                        .toList()));
        assertThat(taken.size() - PATIENTS * versions)
                .as("repeats, of what was not committed")
                .isLessThan(3 * PATIENTS);
    }
}

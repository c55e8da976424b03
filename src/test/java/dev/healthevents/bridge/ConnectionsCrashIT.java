package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.event.EventIds;
import dev.healthevents.standin.HistoryEntry;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionAnswer;
import dev.healthevents.standin.functions.FunctionsHost;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a bridge that delivers to a function over 16 connections, again and again, while the function fails now and then, on one event for good, and on one for a time. */
class ConnectionsCrashIT {

    private static final int KILLS = 6;
    private static final int CONNECTIONS = 16;
    private static final int RESOURCES = 100;
    private static final int VERSIONS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String REFUSED = "Patient/p7/_history/2 Updated";
    private static final String FAILS_FOR_A_TIME = "Patient/p8/_history/2 Updated";

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private HistoryServer server;
    private FunctionsHost host;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        for (int i = 0; i < VERSIONS; i++) {
            server.transaction(IntStream.range(0, RESOURCES)
                    .mapToObj(j -> Write.update("Patient", "p" + j))
                    .toList());
        }
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        host.slow(Duration.ofMillis(5), Duration.ofMillis(35));
        host.answerRandomly(
                0.01, FunctionAnswer.of(500), FunctionAnswer.of(429), FunctionAnswer.of(503), FunctionAnswer.CUT);
        host.fail("clouds", id(REFUSED), 400);
        host.fail("clouds", id(FAILS_FOR_A_TIME), 500);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        server.close();
    }

    @Test
    void nothingIsLostAndEachResourceIsInOrderThroughKills() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            int before = host.taken("clouds").size();
            try (BridgeProcess bridge = bridge()) {
                int enough = before + 100 + random.nextInt(200);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> host.taken("clouds").size() >= enough || !bridge.runs());
                assertThat(bridge.runs())
                        .as("see %s", directory.resolve("bridge.log"))
                        .isTrue();
                bridge.kill();
            }
            // What the function is still at is taken before the next life offers it again.
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        }
        List<String> truth = server.history().stream()
                .map(Announced::expected)
                .filter(change -> !change.equals(REFUSED))
                .toList();
        try (BridgeProcess bridge = bridge()) {
            awaitTaken(truth.size() - VERSIONS + 1, bridge);
            assertThat(taken())
                    .as("what follows the event that fails")
                    .noneMatch(change -> change.startsWith("Patient/p8/") && !change.contains("/_history/1 "));
            host.succeed("clouds", id(FAILS_FOR_A_TIME));
            awaitTaken(truth.size(), bridge);
        }

        List<String> taken = taken();
        assertThat(Announced.byResource(taken.stream().distinct().toList()))
                .as("in the order in which each came first, seed %d", seed)
                .isEqualTo(Announced.byResource(truth));
        assertThat(Announced.byResource(Announced.byLastDelivery(taken)))
                .as("in the order in which each came last, seed %d", seed)
                .isEqualTo(Announced.byResource(truth));
        assertThat(taken.size() - truth.size())
                .as("for each kill what was under way came again, and what was cut")
                .isLessThan(KILLS * CONNECTIONS + truth.size() / 50);
        assertThat(deadLetters()).containsExactly(id(REFUSED));
    }

    private void awaitTaken(int changes, BridgeProcess bridge) {
        await().atMost(PATIENCE).until(() -> taken().stream().distinct().count() == changes || !bridge.runs());
        assertThat(bridge.runs()).as("see %s", directory.resolve("bridge.log")).isTrue();
    }

    private List<String> deadLetters() {
        try (StateDatabase state =
                StateDatabase.open("jdbc:sqlite:" + directory.resolve("health-events.db"), null, null)) {
            return new DeadLetters(state).newest(9).stream().map(DeadLetter::id).toList();
        }
    }

    private String id(String change) {
        HistoryEntry entry = server.history().stream()
                .filter(each -> Announced.expected(each).equals(change))
                .findFirst()
                .orElseThrow();
        String version = Long.toString(entry.version());
        return EventIds.fhir("127.0.0.1", entry.type(), entry.id(), version, entry.lastUpdated())
                .toString();
    }

    private BridgeProcess bridge() throws Exception {
        return BridgeProcess.start(
                directory,
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.start=beginning",
                "--health-events.sinks.functions.url=" + host.url("clouds"),
                "--health-events.sinks.functions.key=" + FunctionsHost.FUNCTION_KEY,
                "--health-events.sinks.functions.connections=" + CONNECTIONS,
                "--health-events.sinks.functions.retry.delays=300ms",
                "--health-events.sinks.functions.retry.attempts=10000");
    }

    private List<String> taken() {
        return host.taken("clouds").stream()
                .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                .toList();
    }
}

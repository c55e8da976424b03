package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionAnswer;
import dev.healthevents.standin.functions.FunctionsHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that gets one event a request over 16 connections. */
class ConnectionsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SINK = "health-events.sinks.functions.";
    private static final int RESOURCES = 60;

    @TempDir
    Path directory;

    private HistoryServer server;
    private FunctionsHost host;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        bridge = new Bridge(directory, server.url())
                .set(SINK + "url", host.url("clouds").toString())
                .set(SINK + "key", FunctionsHost.FUNCTION_KEY)
                .set(SINK + "connections", "16")
                .set(SINK + "retry.delays", "300ms");
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        server.close();
    }

    @Test
    void eachResourceIsInOrderThroughFailuresAndDelays() {
        host.slow(Duration.ZERO, Duration.ofMillis(40));
        host.answerRandomly(
                0.03, FunctionAnswer.of(500), FunctionAnswer.of(502), FunctionAnswer.of(503), FunctionAnswer.CUT);
        bridge.start();
        for (int i = 0; i < 20; i++) {
            write();
            host.cutAfterTaking(1);
        }
        List<String> truth = server.history().stream().map(Announced::expected).toList();

        await().atMost(PATIENCE)
                .until(() -> taken().stream().distinct().count() == truth.size()
                        && bridge.sink("functions").outbox().pending() == 0);
        assertThat(Announced.byResource(taken().stream().distinct().toList())).isEqualTo(Announced.byResource(truth));
        assertThat(Announced.byResource(byLastDelivery())).isEqualTo(Announced.byResource(truth));
        assertThat(bridge.get("/api/dead-letters")).isEqualTo("[]");
    }

    @Test
    void anEventThatTheFunctionFailsOnHoldsUpItsOwnResourceOnly() throws Exception {
        host.refuse();
        bridge.set(SINK + "retry.delays", "1h").start();
        for (int i = 0; i < 3; i++) {
            write();
        }
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 3 * RESOURCES);
        host.fail("clouds", id("Patient/p7/_history/2 Updated"), 500);
        host.listen();

        await().atMost(PATIENCE).until(() -> bridge.get("/api/status").contains("\"heldUp\":1"));
        await().atMost(PATIENCE).until(() -> taken().size() == 3 * RESOURCES - 2);
        assertThat(taken()).doesNotContain("Patient/p7/_history/2 Updated", "Patient/p7/_history/3 Updated");
        assertThat(bridge.sink("functions").outbox().pending()).isEqualTo(2);
    }

    /** A version of every resource. */
    private void write() {
        server.transaction(IntStream.range(0, RESOURCES)
                .mapToObj(i -> Write.update("Patient", "p" + i))
                .toList());
    }

    private List<String> taken() {
        return host.taken("clouds").stream()
                .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                .toList();
    }

    private List<String> byLastDelivery() {
        Set<String> last = new LinkedHashSet<>();
        for (String change : taken()) {
            last.remove(change);
            last.add(change);
        }
        return List.copyOf(last);
    }

    private String id(String change) {
        return Announced.in(bridge.file()).stream()
                .filter(announced -> announced.change().equals(change))
                .findFirst()
                .orElseThrow()
                .id();
    }
}

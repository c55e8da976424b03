package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Sinks that are made of the event subscriptions in docs/examples/subscriptions. */
@ExtendWith(OutputCaptureExtension.class)
class SubscribedSinksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private HistoryServer server;
    private FunctionsHost host;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        host = FunctionsHost.start().function("results", Binding.CLOUD_EVENT).function("registry", Binding.CLOUD_EVENT);
        bridge = new Bridge(directory, server.url()).set("health-events.sources.lab.account", "clinic.example.org");
        subscription("results", host.eventGridUrl("results").toString(), FunctionsHost.SYSTEM_KEY);
        subscription("registry", host.url("registry").toString(), FunctionsHost.FUNCTION_KEY);
        bridge.start();
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        server.close();
    }

    @Test
    void eachGetsWhatItsSubscriptionLetsThrough() {
        server.create("Observation", "o1");
        server.create("Patient", "p1");
        server.delete("Patient", "p1");
        server.update("Observation", "o1");
        server.delete("Observation", "o1");

        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 5);
        await().atMost(PATIENCE).until(() -> host.taken("results").size() == 2);
        await().atMost(PATIENCE).until(() -> host.taken("registry").size() == 1);
        assertThat(host.taken("results")).allMatch(event -> event.contains("Observation"));
        assertThat(host.taken("registry").get(0)).contains("FhirResourceDeleted", "clinic.example.org/Patient/p1");
        assertThat(bridge.sink("results").outbox().filtered()).isEqualTo(3);
        assertThat(bridge.sink("registry").outbox().filtered()).isEqualTo(4);
    }

    @Test
    void whatIsNotTakenIsLoggedOnceForEachSink(CapturedOutput output) {
        assertThat(output.getAll())
                .containsOnlyOnce("results: not taken from docs/examples/subscriptions/results.json: labels.")
                .containsOnlyOnce(
                        "registry: not taken from docs/examples/subscriptions/registry.json: expirationTimeUtc.");
    }

    private void subscription(String name, String url, String key) {
        bridge.set(
                        "health-events.sinks." + name + ".subscription-file",
                        "docs/examples/subscriptions/" + name + ".json")
                .set("health-events.sinks." + name + ".url", url)
                .set("health-events.sinks." + name + ".key", key);
    }
}

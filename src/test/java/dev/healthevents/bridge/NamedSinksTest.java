package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Several sinks of a type, each with a name, keys, an outbox and, where somebody wants, a route of its own. */
@ExtendWith(OutputCaptureExtension.class)
class NamedSinksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String ROUTE = """
            - route:
                id: %1$s-sink
                errorHandler: {noErrorHandler: {}}
                from:
                  uri: outbox:%1$s
                  steps:
                    - split:
                        expression: {simple: {expression: "${body}"}}
                        steps:
                          - transform:
                              expression: {simple: {expression: "${bodyAs(String)}\\n"}}
                          - to: {uri: "file:%2$s", parameters: {fileName: own.txt, fileExist: Append}}
            """;

    @TempDir
    Path directory;

    private HistoryServer server;
    private FunctionsHost host;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        host = FunctionsHost.start().function("results", Binding.CLOUD_EVENT).function("wards", Binding.CLOUD_EVENT);
        bridge = new Bridge(directory, server.url());
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        server.close();
    }

    @Test
    void twoSinksOfEachTypeEachGetEveryEvent() {
        second("file", "archive");
        function("results");
        function("wards");
        bridge.start();

        server.create("Patient", "1");

        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        await().atMost(PATIENCE).until(() -> lines("archive.ndjson").size() == 1);
        await().atMost(PATIENCE)
                .until(() ->
                        host.taken("results").size() == 1 && host.taken("wards").size() == 1);
    }

    @Test
    void aSinkThatFailsHoldsNoOtherOfItsTypeUp() {
        function("results");
        bridge.set("health-events.sinks.away.type", "functions")
                .set("health-events.sinks.away.url", "http://127.0.0.1:9");
        bridge.start();

        server.create("Patient", "1");

        await().atMost(PATIENCE).until(() -> host.taken("results").size() == 1);
        await().atMost(PATIENCE).until(() -> bridge.sink("away").status().lastError() != null);
        assertThat(bridge.sink("away").outbox().pending()).isEqualTo(1);
        assertThat(bridge.sink("results").status().lastError()).isNull();
    }

    @Test
    void aSinkOfTypeRouteIsDeliveredByARouteOfOnesOwn() throws IOException {
        bridge.set("health-events.sinks.legacy.type", "route");
        route("legacy");
        bridge.start();

        server.create("Patient", "1");

        await().atMost(PATIENCE).until(() -> lines("own.txt").size() == 1);
        assertThat(lines("own.txt").get(0)).contains("/Patient/1");
        await().atMost(PATIENCE).until(() -> bridge.sink("legacy").outbox().pending() == 0);
    }

    @Test
    void aSinkOfTypeRouteWithoutItsRouteStopsTheStartAndNamesTheFile() {
        bridge.set("health-events.sinks.legacy.type", "route");

        assertThatThrownBy(bridge::start)
                .rootCause()
                .hasMessageContaining(
                        "No route reads outbox:legacy; put a file legacy-sink.camel.yaml with a route from it");
    }

    @Test
    void oneOfTwoSinksCanHaveARouteOfItsOwnWhileTheBridgeRuns(CapturedOutput output) throws IOException {
        second("file", "archive");
        bridge.start();
        server.create("Patient", "1");
        await().atMost(PATIENCE).until(() -> lines("archive.ndjson").size() == 1);

        route("archive");
        await().atMost(PATIENCE).until(() -> output.getAll().contains("archive-sink.camel.yaml."));
        server.create("Patient", "2");
        await().atMost(PATIENCE).until(() -> lines("own.txt").size() == 1);
        Files.delete(routes().resolve("archive-sink.camel.yaml"));
        await().atMost(PATIENCE).until(() -> output.getAll().contains("archive-sink.camel.yaml is gone"));
        server.create("Patient", "3");

        await().atMost(PATIENCE).until(() -> lines("archive.ndjson").size() == 2);
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 3);
    }

    private void function(String name) {
        bridge.set("health-events.sinks." + name + ".type", "functions")
                .set("health-events.sinks." + name + ".url", host.url(name).toString())
                .set("health-events.sinks." + name + ".key", FunctionsHost.FUNCTION_KEY);
    }

    private void second(String type, String name) {
        bridge.set("health-events.sinks." + name + ".type", type)
                .set(
                        "health-events.sinks." + name + ".path",
                        directory.resolve(name + ".ndjson").toString());
    }

    private void route(String sink) throws IOException {
        Files.createDirectories(routes());
        Files.writeString(routes().resolve(sink + "-sink.camel.yaml"), ROUTE.formatted(sink, directory));
    }

    private Path routes() {
        return directory.resolve("routes");
    }

    private List<String> lines(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }
}

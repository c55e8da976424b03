package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a change of one route file touches, and what goes on as if there were none. */
@ExtendWith(OutputCaptureExtension.class)
class RouteChangesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ALL =
            List.of("fhir-source-lab", "changes", "health-events", "file-sink", "archive-sink");

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.archive.type", "file")
                .set(
                        "health-events.sinks.archive.path",
                        directory.resolve("archive.ndjson").toString());
        Files.createDirectory(bridge.routes());
        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("up-to-date"));
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void aChangedRouterTouchesNoSinkAndNoSource(CapturedOutput output) throws IOException {
        List<Route> before = routes();
        int asked = asked(output);

        write("health-events.camel.yaml", bundled("health-events.camel.yaml") + "# mine\n");
        used(output, "health-events.camel.yaml");

        assertThat(replaced(before)).containsExactly("health-events");
        assertThat(asked(output)).isEqualTo(asked);
        server.create("Patient", "1");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        assertThat(asked(output)).isEqualTo(asked);
    }

    @Test
    void aChangedRouteConfigurationTouchesTheRoutesThatUseIt(CapturedOutput output) throws IOException {
        List<Route> before = routes();

        write(
                "dead-letters.camel.yaml",
                bundled("dead-letters.camel.yaml").replace("maximumRedeliveries: 0", "maximumRedeliveries: 1"));
        used(output, "dead-letters.camel.yaml");

        assertThat(replaced(before)).containsExactly("health-events");
    }

    @Test
    void aCommentInAFileWithARouteConfigurationTouchesNoRouteOfAnotherFile(CapturedOutput output) throws IOException {
        List<Route> before = routes();

        write("dead-letters.camel.yaml", bundled("dead-letters.camel.yaml") + "# mine\n");
        used(output, "dead-letters.camel.yaml");

        assertThat(replaced(before)).isEmpty();
    }

    @Test
    void aRouteConfigurationThatHoldsForAllTouchesThoseThatNameNone(CapturedOutput output) throws IOException {
        List<Route> before = routes();

        write("all.camel.yaml", """
                - routeConfiguration:
                    onCompletion:
                      - onCompletion:
                          steps:
                            - log: {message: over, loggingLevel: DEBUG}
                """);
        used(output, "all.camel.yaml");

        assertThat(replaced(before))
                .contains("changes", "file-sink", "archive-sink")
                .doesNotContain("health-events");
        server.create("Patient", "1");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
    }

    @Test
    void aChangedTemplateTouchesTheRoutesThatAreMadeOfIt(CapturedOutput output) throws IOException {
        List<Route> before = routes();

        write("file-sink.camel.yaml", bundled("file-sink.camel.yaml").replace("batchSize: 2000", "batchSize: 7"));
        used(output, "file-sink.camel.yaml");

        assertThat(replaced(before)).containsExactly("file-sink", "archive-sink");
        assertThat(bridge.camel().getRoute("archive-sink").getEndpoint().getEndpointUri())
                .contains("batchSize=7");
    }

    @Test
    void aSinksOwnFileTouchesThatSinkOnly(CapturedOutput output) throws IOException {
        List<Route> before = routes();

        write("archive-sink.camel.yaml", """
                - route:
                    id: archive-sink
                    from: {uri: "outbox:archive", steps: [{to: {uri: "log:archive?level=OFF"}}]}
                """);
        used(output, "archive-sink.camel.yaml");

        assertThat(replaced(before)).containsExactly("archive-sink");
    }

    @Test
    void aRouteThatIsAddedTouchesNothing(CapturedOutput output) throws IOException {
        List<Route> before = routes();

        write("hourly.camel.yaml", """
                - route:
                    id: hourly
                    from: {uri: "timer:hourly?period=3600000", steps: [{log: tick}]}
                """);
        used(output, "hourly.camel.yaml");

        assertThat(replaced(before)).isEmpty();
    }

    @Test
    void aSinkReloadsWhileItsRouteIsReplacedAndTheOthersGoOn(CapturedOutput output) throws IOException {
        write("archive-sink.camel.yaml", archive("{delay: {expression: {constant: {expression: \"2000\"}}}}"));
        used(output, "archive-sink.camel.yaml");
        server.create("Patient", "1");
        await().atMost(PATIENCE)
                .until(() -> archive().equals("delivering")
                        || bridge.sink("archive").outbox().pending() == 1);

        write("archive-sink.camel.yaml", archive("{log: {message: over, loggingLevel: DEBUG}}"));

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> archive().equals("reloading"));
        assertThat(bridge.sink("file").status().state()).isNotEqualTo("reloading");
        await().atMost(PATIENCE).until(() -> archive().equals("idle"));
    }

    private String archive() {
        return bridge.sink("archive").status().state();
    }

    private static String archive(String step) {
        return """
                - route:
                    id: archive-sink
                    from: {uri: "outbox:archive", steps: [%s]}
                """.formatted(step);
    }

    private List<Route> routes() {
        CamelContext context = bridge.camel();
        return ALL.stream().map(context::getRoute).toList();
    }

    /** Those that are not the same as before: made anew, or started again. */
    private List<String> replaced(List<Route> before) {
        assertThat(before).doesNotContainNull();
        List<Route> after = routes();
        return ALL.stream()
                .filter(id -> before.get(ALL.indexOf(id)) != after.get(ALL.indexOf(id)))
                .toList();
    }

    /** How often a source was asked what it is capable of. */
    private static int asked(CapturedOutput output) {
        return output.getAll().split("history of the whole system", -1).length - 1;
    }

    private static void used(CapturedOutput output, String file) {
        await().atMost(PATIENCE)
                .until(() -> output.getAll()
                        .lines()
                        .anyMatch(line -> line.contains("Using routes of") && line.contains(file)));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(bridge.routes().resolve(name), content);
    }

    private static String bundled(String name) throws IOException {
        return Files.readString(Path.of("src/main/resources/routes").resolve(name));
    }
}

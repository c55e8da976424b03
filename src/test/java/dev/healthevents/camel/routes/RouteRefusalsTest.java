package dev.healthevents.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files that each load, and together would take away what events come through. */
class RouteRefusalsTest {

    private static final List<String> BUNDLED = List.of(
            "dead-letters.camel.yaml", "health-events.camel.yaml", "changes.camel.yaml", "file-sink.camel.yaml");

    @TempDir
    Path directory;

    private Path own;
    private RouteHarness harness;

    @BeforeEach
    void start() throws IOException {
        own = Files.createDirectory(directory.resolve("routes"));
        harness = new RouteHarness(directory, "file");
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void oneRouteMoreWithAnIdOfItsOwnIsTaken() throws IOException {
        file("results.camel.yaml", route("results", "direct:results", "outbox:file"));

        assertThatCode(this::rehearse).doesNotThrowAnyException();
    }

    @Test
    void aRouteIdOfABundledFileIsRefusedInAnotherAndBothAreNamed() throws IOException {
        file("a-rules.camel.yaml", route("health-events", "direct:results", "outbox:file"));

        assertThatThrownBy(this::rehearse)
                .hasMessageContaining("a-rules.camel.yaml")
                .hasMessageContaining("bundled health-events.camel.yaml")
                .hasMessageContaining("both have a route with the id health-events");
    }

    @Test
    void aRouteIdInTwoFilesOfOnesOwnIsRefusedAndBothAreNamed() throws IOException {
        file("a.camel.yaml", route("results", "direct:a", "outbox:file"));
        file("b.camel.yaml", route("results", "direct:b", "outbox:file"));

        assertThatThrownBy(this::rehearse)
                .hasMessageContaining("a.camel.yaml and ")
                .hasMessageContaining("b.camel.yaml both have a route with the id results");
    }

    @Test
    void aFileThatCannotBeReadIsRefusedAndNamed() throws IOException {
        Files.write(own.resolve("a.camel.yaml"), new byte[] {'-', ' ', (byte) 0xFF});

        assertThatThrownBy(this::rehearse).hasMessageContaining("a.camel.yaml can't be read; see that it is UTF-8");
    }

    @Test
    void whatAnEditorOrAFileSystemKeepsUnderAHiddenNameIsNoRouteFile() throws IOException {
        file("._a.camel.yaml", "no route");
        Files.createSymbolicLink(own.resolve(".#a.camel.yaml"), Path.of("somebody@host.1234"));

        assertThatCode(this::rehearse).doesNotThrowAnyException();
    }

    @Test
    void aFileInADirectoryBelowIsToldToBeOverlooked() throws IOException {
        Path below = Files.createDirectory(own.resolve("clinic"));
        file("clinic/a.camel.yaml", route("a", "direct:a", "outbox:file"));
        file("b.camel.yaml", route("b", "direct:b", "outbox:file"));
        file("c.yaml", route("c", "direct:c", "outbox:file"));

        assertThat(new RouteFiles(own, BUNDLED).overlooked())
                .containsExactly(own.resolve("c.yaml"), below.resolve("a.camel.yaml"));
    }

    @Test
    void aRouteIdTwiceInOneFileIsRefused() throws IOException {
        file("a.camel.yaml", route("results", "direct:a", "outbox:file") + route("results", "direct:b", "outbox:file"));

        assertThatThrownBy(this::rehearse).hasMessageContaining("a.camel.yaml").hasMessageContaining("results");
    }

    @Test
    void aRouteConfigurationIdInTwoFilesIsRefusedAndBothAreNamed() throws IOException {
        file("mine.camel.yaml", """
                - routeConfiguration:
                    id: dead-letters
                    onException: [{onException: {exception: [java.io.IOException], steps: [{log: away}]}}]
                """);

        assertThatThrownBy(this::rehearse)
                .hasMessageContaining(
                        "mine.camel.yaml and bundled dead-letters.camel.yaml both have a route configuration")
                .hasMessageContaining("with the id dead-letters");
    }

    @Test
    void aTemplateIdInTwoFilesIsRefused() throws IOException {
        file("mine.camel.yaml", """
                - routeTemplate:
                    id: file-sink
                    route:
                      from:
                        uri: outbox:file
                        steps:
                          - log: {message: x}
                """);

        assertThatThrownBy(this::rehearse).hasMessageContaining("both have a route template with the id file-sink");
    }

    @Test
    void twoRoutesFromOneDirectEndpointAreRefusedAndBothFilesAreNamed() throws IOException {
        file("a.camel.yaml", route("a", "direct:health-events", "outbox:file"));

        assertThatThrownBy(this::rehearse)
                .hasMessageContaining("a.camel.yaml)")
                .hasMessageContaining("health-events (bundled health-events.camel.yaml)")
                .hasMessageContaining("both begin at direct://health-events");
    }

    @Test
    void twoRoutesFromOneOutboxAreRefused() throws IOException {
        file("a.camel.yaml", route("a", "outbox:file", "log:x"));

        assertThatThrownBy(this::rehearse).hasMessageContaining("both begin at outbox://file");
    }

    @Test
    void aRouterThatNoLongerBeginsWhereEventsComeIsRefused() throws IOException {
        file("health-events.camel.yaml", route("health-events", "direct:elsewhere", "outbox:file"));

        assertThatThrownBy(this::rehearse).hasMessageContaining("direct:health-events");
    }

    @Test
    void aRouterThatDoesNotStartByItselfIsRefused() throws IOException {
        file(
                "health-events.camel.yaml",
                route("health-events\n    autoStartup: false", "direct:health-events", "outbox:file"));

        assertThatThrownBy(this::rehearse).hasMessageContaining("No route begins at direct:health-events");
    }

    @Test
    void aRouteThatSendsWhereNoneBeginsIsRefused() throws IOException {
        file("health-events.camel.yaml", route("health-events", "direct:health-events", "direct:reslts"));

        assertThatThrownBy(this::rehearse)
                .hasMessageContaining("A route sends to direct:reslts, and no route begins there");
    }

    private static String route(String id, String from, String to) {
        return """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - to: {uri: "%s"}
                """.formatted(id, from, to);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(own.resolve(name), content);
    }

    private void rehearse() throws BrokenRouteException {
        new RouteLoader(
                        new Sources(List.of()),
                        List.of(new SinkRoute("file", "file-sink", Map.of("file", "eventFile"))))
                .tryOut(harness.context(), new RouteFiles(own, BUNDLED));
    }
}

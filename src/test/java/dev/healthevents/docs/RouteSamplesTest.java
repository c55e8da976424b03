package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.docs.Sample.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Camel loads and starts every route that the documentation shows. What those of routes.md do, RoutesPageTest tries. */
class RouteSamplesTest {

    private static final String FILE = "health-events.camel.yaml";

    @TempDir
    Path directory;

    static Stream<Sample> routes() {
        return Sample.all(Kind.ROUTE);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void camelStarts(Sample sample) throws Exception {
        Files.writeString(directory.resolve(FILE), whole(sample.text()));
        try (RouteHarness routes =
                new RouteHarness(directory, "file", "event-hubs", "event-grid", "functions", "legacy")) {
            assertThatCode(() -> routes.load(directory, "dead-letters.camel.yaml", FILE))
                    .doesNotThrowAnyException();
        }
    }

    /** Steps alone are put into a route; variables that a machine would have are given. */
    private static String whole(String shown) {
        String text = shown.replaceAll("\\{\\{env:\\w+}}", "c2VjcmV0");
        return text.startsWith("- route") ? text : """
                - route:
                    id: health-events
                    from:
                      uri: direct:health-events
                      steps:
                """ + text.indent(8);
    }
}

package dev.healthevents.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleImage;
import dev.healthevents.source.Events;
import dev.healthevents.state.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/routes.md and the README show is tried as it stands there. */
class RoutesPageTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    static Stream<String> steps() throws IOException {
        // A whole route is tried by RouteSamplesTest.
        return examples("docs/routes.md").stream().filter(yaml -> !yaml.startsWith("- route:"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyExampleOfThePageTakesAnObservationToTheSinksThatItNames(String steps) throws Exception {
        assertThat(outboxesOfAnObservation(route(steps)))
                .isNotEmpty()
                .allSatisfy(sink -> assertThat(steps).contains("outbox:" + sink));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void noExampleOfThePageMakesADeadLetterOfAnImage(String steps) throws Exception {
        assertThat(deadLettersOfAnImage(route(steps))).isEmpty();
    }

    @Test
    void theExampleOfTheReadmeMakesNoDeadLetterOfAnImage() throws Exception {
        assertThat(deadLettersOfAnImage(readme())).isEmpty();
    }

    @Test
    void theExampleOfTheReadmeTakesAnObservationToTheFile() throws Exception {
        assertThat(outboxesOfAnObservation(readme())).containsExactly("file");
    }

    private List<String> outboxesOfAnObservation(String route) throws Exception {
        Files.writeString(directory.resolve("health-events.camel.yaml"), route);
        try (RouteHarness routes = new RouteHarness(directory, "file", "event-hubs")) {
            routes.load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml");
            routes.announce("direct:health-events", Events.created("Observation", "1"));
            return Stream.of("file", "event-hubs")
                    .filter(sink -> !routes.outbox(sink).isEmpty())
                    .toList();
        }
    }

    private List<DeadLetter> deadLettersOfAnImage(String route) throws Exception {
        Files.writeString(directory.resolve("health-events.camel.yaml"), route);
        try (RouteHarness routes = new RouteHarness(directory, "file", "event-hubs")) {
            routes.load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml");
            routes.announce("direct:health-events", SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED));
            return routes.deadLetters();
        }
    }

    private static String route(String steps) {
        return """
                - route:
                    id: health-events
                    routeConfigurationId: dead-letters
                    from:
                      uri: direct:health-events
                      steps:
                """ + steps.indent(8);
    }

    private static String readme() throws IOException {
        return examples("README.md").stream()
                .filter(yaml -> yaml.startsWith("- route:"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> examples(String page) throws IOException {
        Matcher matcher = YAML.matcher(Files.readString(Path.of(page)));
        return matcher.results().map(result -> result.group(1)).toList();
    }
}

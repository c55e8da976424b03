package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.camel.routetest.RouteTests;
import dev.healthevents.docs.Sample.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample in the documentation is of a kind that is tried, and reads as what it is. */
class SamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Sample> json() {
        return Sample.all(Kind.JSON);
    }

    static Stream<Sample> routeTests() {
        return Sample.all(Kind.ROUTE_TEST);
    }

    @Test
    void everySampleIsOfAKindThatIsTried() {
        assertThat(Sample.all(Kind.UNKNOWN)).isEmpty();
    }

    @Test
    void noFenceIsLeftOpen() {
        assertThat(Page.all()).allSatisfy(page -> assertThat(page.prose()).doesNotContain("```"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void jsonCanBeRead(Sample sample) throws IOException {
        assertThat(values(sample)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("json")
    void anEventIsWrittenAsOursAre(Sample sample) throws IOException {
        for (JsonNode value : values(sample)) {
            if (value.has("specversion") || value.has("eventType")) {
                assertThat(EventAsWritten.of(value)).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routeTests")
    void theRouteTestHoldsOfTheRoutesThatItIsSaidToBeOf(Sample sample, @TempDir Path directory) throws IOException {
        String routes = "health-events.camel.yaml";
        Files.copy(Path.of("docs/examples/routes/by-family", routes), directory.resolve(routes));
        Files.writeString(directory.resolve("health-events.test.yaml"), sample.text());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        assertThat(new RouteTests(directory, new PrintStream(lines)).run())
                .as(lines.toString())
                .isTrue();
    }

    private static List<JsonNode> values(Sample sample) throws IOException {
        String text = sample.text().strip();
        // Orthanc's configuration is shown as what goes into its braces.
        String whole = text.startsWith("\"") ? "{" + text + "}" : text;
        List<JsonNode> values = new ArrayList<>();
        try (MappingIterator<JsonNode> found = JSON.readerFor(JsonNode.class).readValues(whole)) {
            found.forEachRemaining(values::add);
        }
        return values;
    }
}

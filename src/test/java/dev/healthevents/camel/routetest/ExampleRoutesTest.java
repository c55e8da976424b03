package dev.healthevents.camel.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes in docs/examples/routes are what an integration team copies, with their tests. */
class ExampleRoutesTest {

    private static final Path EXAMPLES = Path.of("docs/examples/routes");

    static Stream<Path> examples() throws IOException {
        return list(EXAMPLES).stream().filter(Files::isDirectory);
    }

    static Stream<Path> routeFiles() throws IOException {
        return examples()
                .flatMap(example -> list(example).stream())
                .filter(file -> file.toString().endsWith(".camel.yaml"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleHasATestThatPasses(Path example) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        boolean passed = new RouteTests(example, new PrintStream(out, true, StandardCharsets.UTF_8)).run();

        assertThat(passed).as(out.toString(StandardCharsets.UTF_8)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void everyFileOpensWithWhatItDoesTakesGivesAndItsKnobs(Path file) throws IOException {
        assertThat(Files.readAllLines(file).subList(0, 4))
                .extracting(line -> line.replaceFirst(":.*", ":"))
                .containsExactly("# Does:", "# In:", "# Out:", "# Knobs:");
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

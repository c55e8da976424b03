package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An integration team tests its routes with the jar alone. */
class RouteTestCommandIT {

    private static final Path JAR = Path.of("target/camel-health-events.jar").toAbsolutePath();

    @TempDir
    Path directory;

    private String output;

    @Test
    void theExamplesPassALineACaseAndNothingElseIsPrintedOrLeftBehind() throws Exception {
        Path examples = Path.of("docs/examples/routes").toAbsolutePath();

        assertThat(run("--test-routes", examples.toString())).as(output).isZero();
        assertThat(output.lines())
                .contains("  ok    Resources go to Event Hubs, images to Event Grid")
                .allMatch(line -> line.startsWith("  ok    ")
                        || line.startsWith(examples.toString())
                        || line.endsWith(" cases, 0 failed."));
        assertThat(Files.list(directory)).isEmpty();
    }

    @Test
    void aCaseThatFailsIsToldByTheExitCode() throws Exception {
        Files.writeString(directory.resolve("health-events.test.yaml"), """
                cases:
                  - {name: Nothing goes out, given: {a: {type: FhirResourceCreated}}, expect: {file: []}}
                """);

        assertThat(run("--test-routes=" + directory)).isEqualTo(1);
        assertThat(output).contains("  FAIL  Nothing goes out", "file: expected [], but got [a]", "1 case, 1 failed.");
    }

    @Test
    void withoutADirectoryItSaysWhatItNeeds() throws Exception {
        assertThat(run("--test-routes")).isEqualTo(1);
        assertThat(output).startsWith("Name one directory: java -jar camel-health-events.jar --test-routes routes");
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString());
        command.command().addAll(List.of(arguments));
        Process process =
                command.directory(directory.toFile()).redirectErrorStream(true).start();
        output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor();
    }
}

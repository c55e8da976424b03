package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.component.mock.MockComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in ./lib, as an integration team puts them there: here that of a component which the bridge's own jar has not. */
class FurtherJarsIT {

    private static final Path JAR = Path.of("target/camel-health-events.jar").toAbsolutePath();

    @TempDir
    Path directory;

    private String output;

    @BeforeEach
    void writeARoute() throws IOException {
        Files.createDirectory(directory.resolve("routes"));
        Files.writeString(directory.resolve("routes/health-events.camel.yaml"), """
                - route:
                    id: health-events
                    from:
                      uri: direct:health-events
                      steps:
                        - to: {uri: mock:further}
                        - to: {uri: outbox:file}
                """);
        Files.writeString(directory.resolve("routes/health-events.test.yaml"), """
                cases:
                  - {name: Everything goes out, given: {a: {type: FhirResourceCreated}}, expect: {file: [a]}}
                """);
    }

    @Test
    void aComponentFromAJarThereIsUsed() throws Exception {
        addComponent();

        assertThat(testRoutes()).as(output).isZero();
        assertThat(output).contains("ok    Everything goes out");
    }

    @Test
    void aComponentThatIsNowhereIsTold() throws Exception {
        assertThat(testRoutes()).isEqualTo(1);
        assertThat(output).contains("health-events.camel.yaml", "mock");
    }

    @Test
    void whatIsNoJarThereDoesNoHarm() throws Exception {
        addComponent();
        Files.writeString(directory.resolve("lib/broken.jar"), "half of a download");
        Files.writeString(directory.resolve("lib/empty.jar"), "");
        Files.writeString(directory.resolve("lib/README"), "What our routes need.");

        assertThat(testRoutes()).as(output).isZero();
    }

    @Test
    void aFileInPlaceOfTheDirectoryDoesNoHarm() throws Exception {
        Files.writeString(directory.resolve("lib"), "");
        Path route = directory.resolve("routes/health-events.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("mock:further", "log:further"));

        assertThat(testRoutes()).as(output).isZero();
    }

    private void addComponent() throws Exception {
        Path component = Path.of(MockComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.createDirectory(directory.resolve("lib"));
        Files.copy(component, directory.resolve("lib").resolve(component.getFileName()));
    }

    private int testRoutes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--test-routes",
                        "routes"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor();
    }
}

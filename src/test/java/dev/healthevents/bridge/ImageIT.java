package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The Dockerfile without a container engine: its lines are followed by hand, and its command line is run by a user who is
 * not root, in a tree that this user can't write.
 */
class ImageIT {

    private static final String INSTALLED = "/opt/health-events";
    private static final String NOBODY = "10001";

    private static Path image;
    private static Path tree;
    private static Path work;
    private static String dockerfile;

    @BeforeAll
    static void build() throws Exception {
        dockerfile = Files.readString(Path.of("docker/Dockerfile"));
        image = Files.createTempDirectory(
                "image", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path layers = Files.createDirectories(image.resolve("layers"));
        Files.copy(Path.of("target/camel-health-events.jar"), layers.resolve("application.jar"));
        run(layers, List.of("sh", "-c", group("(?m)^RUN (java .*)$")));
        tree = Files.createDirectories(image.resolve("opt"));
        for (MatchResult copy : (Iterable<MatchResult>) Pattern.compile("(?m)^COPY --from=layers (\\S+) \\./$")
                .matcher(dockerfile)
                .results()::iterator) {
            FileSystemUtils.copyRecursively(image.resolve(copy.group(1).substring(1)), tree);
        }
        run(
                Files.createDirectories(image.resolve("archive")),
                List.of("sh", "-c", group("(?m)^RUN (java -XX:Archive.*)$").replace(INSTALLED, tree.toString())));
        work = Files.createDirectories(image.resolve("work"));
        run(image, List.of("chmod", "-R", "a-w,a+rX", tree.toString()));
        if (root()) {
            run(image, List.of("chown", NOBODY, work.toString()));
        }
    }

    @AfterAll
    static void remove() throws Exception {
        run(image, List.of("chmod", "-R", "u+w", image.toString()));
        FileSystemUtils.deleteRecursively(image);
    }

    @Test
    void itsCommandRunsForANobodyWhoCanWriteToItsWorkingDirectoryOnly() throws Exception {
        Path log = image.resolve("running.log");
        Process bridge = start(
                log,
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=classes.log",
                        "HEALTH_EVENTS_ACCESS_USER", "operator",
                        "HEALTH_EVENTS_ACCESS_PASSWORD", "let-me-look",
                        "HEALTH_EVENTS_SOURCES_LAB_TYPE", "fhir",
                        "HEALTH_EVENTS_SOURCES_LAB_URL", "http://127.0.0.1:1/fhir",
                        "HEALTH_EVENTS_SINKS_FILE_PATH", "events.ndjson"));
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> !bridge.isAlive() || port(log) != null);
            assertThat(bridge.isAlive()).as(Files.readString(log)).isTrue();
            String health = group("\"http://127\\.0\\.0\\.1:8080(/[^\"]*)\"");
            await().atMost(Duration.ofMinutes(1)).until(() -> status(port(log), health) == 200);
            assertThat(status(port(log), "/api/status")).isEqualTo(401);
            assertThat(work.resolve("health-events.db")).exists();
            assertThat(work.resolve("classes.log"))
                    .content()
                    .contains("dev.healthevents.HealthEventsApplication source: shared objects file (top)");
        } finally {
            bridge.destroy();
            assertThat(bridge.waitFor(45, TimeUnit.SECONDS))
                    .as("ends within the grace period of docker/kubernetes")
                    .isTrue();
        }
        assertThat(bridge.exitValue()).as("ended by the signal, in order").isEqualTo(143);
    }

    @Test
    void withoutAnybodyToSignInItSaysWhatToSetAndEnds() throws Exception {
        Path log = image.resolve("refused.log");
        Process bridge = start(
                log,
                Map.of(
                        "HEALTH_EVENTS_SOURCES_LAB_TYPE", "fhir",
                        "HEALTH_EVENTS_SOURCES_LAB_URL", "http://127.0.0.1:1/fhir",
                        "HEALTH_EVENTS_SINKS_FILE_PATH", "events.ndjson"));
        try {
            assertThat(bridge.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            bridge.destroyForcibly();
        }
        assertThat(bridge.exitValue()).isEqualTo(1);
        assertThat(log).content().contains("server.address is 0.0.0.0", "Set health-events.access.user");
    }

    private static Process start(Path log, Map<String, String> variables) throws IOException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        for (String word : new ObjectMapper().readValue(group("(?m)^ENTRYPOINT (\\[.*])$"), String[].class)) {
            command.add(word.replace(INSTALLED, tree.toString()));
        }
        ProcessBuilder bridge = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Arrays.stream(group("(?m)^ENV (.*)$").split(" "))
                .forEach(pair -> bridge.environment().put(pair.split("=")[0], pair.split("=")[1]));
        bridge.environment().put("SERVER_PORT", "0");
        bridge.environment().putAll(variables);
        return bridge.start();
    }

    private static String port(Path log) throws IOException {
        Matcher line = Pattern.compile("page at http://127\\.0\\.0\\.1:(\\d+)/").matcher(Files.readString(log));
        return line.find() ? line.group(1) : null;
    }

    private static int status(String port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static String group(String pattern) {
        Matcher line = Pattern.compile(pattern).matcher(dockerfile);
        assertThat(line.find()).as(pattern).isTrue();
        return line.group(1);
    }

    private static boolean root() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.anyMatch(line -> line.matches("Uid:\\s+0\\s.*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path directory, List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
    }
}

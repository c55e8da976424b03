package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.HealthEventsApplication;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of a bridge in a process of its own, with the switch that the documentation names. */
class JsonLogTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"ecs,/message", "logstash,/message", "gelf,/short_message"})
    void eachLineOfTheLogIsAJsonObject(String format, String message) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        withoutTests(),
                        HealthEventsApplication.class.getName(),
                        "--health-events.sinks.file.path=events.ndjson")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        java.environment().put("LOGGING_STRUCTURED_FORMAT_CONSOLE", format);
        Process bridge = java.start();
        String log = new String(bridge.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bridge.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(log.lines()).isNotEmpty();
        for (String line : log.lines().toList()) {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.at(message).asText()).as(line).isNotEmpty();
        }
        assertThat(log).contains("health-events.sources is empty");
    }

    /** The tests have a logging configuration of their own. */
    private static String withoutTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}

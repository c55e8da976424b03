package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.Cursors;
import dev.healthevents.state.StateDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** {@code java -jar … --forget-source NAME}, in this process. */
@ExtendWith(OutputCaptureExtension.class)
class ForgetTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String url;

    @BeforeEach
    void fill() {
        url = "jdbc:sqlite:" + directory.resolve("state.db");
        try (StateDatabase database = StateDatabase.open(url, null, null)) {
            for (String source : List.of("old", "lab")) {
                database.write(connection -> {
                    connection
                            .createStatement()
                            .executeUpdate("INSERT INTO source_cursor (source, position, floor, server_time, swept)"
                                    + " VALUES ('" + source + "', 0, 0, 0, 0)");
                    return null;
                });
            }
        }
    }

    private String[] arguments(String... more) {
        List<String> all = new java.util.ArrayList<>(List.of(
                "--health-events.state.url=" + url,
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=http://127.0.0.1:1/fhir",
                "--health-events.sinks.file.path=" + directory.resolve("events.ndjson"),
                "--server.port=0"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private int forget(String... options) {
        return Forget.run(arguments(options), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String told() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What comes after in this process logs again. */
    @AfterEach
    void logAgain() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel("dev.healthevents", LogLevel.INFO);
    }

    @Test
    void whatIsLeftOfASourceThatIsGoneIsRemovedAndCounted() {
        assertThat(forget("--forget-source", "old")).isZero();
        assertThat(told()).contains("Of source old was removed: 1 position.");
        assertThat(forget("--forget-source=old")).isEqualTo(1);
        assertThat(told()).contains("The state store holds nothing of a source old.");
        try (StateDatabase database = StateDatabase.open(url, null, null)) {
            assertThat(new Cursors(database).find("lab"))
                    .contains(new Cursor(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH));
        }
    }

    @Test
    void whatIsConfiguredIsNotForgotten() {
        assertThat(forget("--forget-source=old", "--forget-source=lab")).isEqualTo(1);
        assertThat(told()).contains("source lab is configured; take health-events.sources.lab out first");
        assertThat(forget("--forget-sink=file")).isEqualTo(1);
        assertThat(told()).contains("sink file is configured; take health-events.sinks.file out first");
        assertThat(forget("--forget-source=old")).isZero();
    }

    @Test
    void nothingIsRemovedUnderABridgeThatRuns() {
        try (StateDatabase running = StateDatabase.open(url, null, null)) {
            assertThat(forget("--forget-source=old")).isEqualTo(1);
        }
        assertThat(told()).startsWith("Nothing was removed: ").contains("open already");
    }

    @Test
    void aStoreThatIsNotThereIsNotMade() {
        url = "jdbc:sqlite:" + directory.resolve("other.db");
        assertThat(forget("--forget-sink=old")).isEqualTo(1);
        assertThat(told()).contains("other.db does not exist");
        assertThat(directory.resolve("other.db")).doesNotExist();
    }

    @Test
    void theStartAndTheCheckTellWhatIsLeftWithTheWayToRemoveIt(CapturedOutput output) {
        String sentence = "source old is not configured, but the state store holds 1 position of it;"
                + " --forget-source=old removes that";
        Check.run(arguments("--check"), new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(told()).contains("state.db can be used. " + sentence);
        SpringApplication.run(HealthEventsApplication.class, arguments()).close();
        assertThat(output.getAll()).containsOnlyOnce(sentence).doesNotContain("source lab is not configured");
    }
}

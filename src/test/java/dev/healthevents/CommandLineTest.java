package dev.healthevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.config.Backup;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The options that start no bridge, and a start without any. */
@ExtendWith(OutputCaptureExtension.class)
class CommandLineTest {

    @TempDir
    Path directory;

    /** What comes after in this process logs again. */
    @AfterEach
    void logAgain() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel("dev.healthevents", LogLevel.INFO);
    }

    @Test
    void theVersionIsThatOfTheBuild(CapturedOutput output) throws Exception {
        HealthEventsApplication.main(new String[] {"--version"});
        assertThat(output.getOut()).matches("camel-health-events \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void theHelpNamesEveryOption(CapturedOutput output) throws Exception {
        HealthEventsApplication.main(new String[] {"--check", "--help"});
        assertThat(output.getOut())
                .contains(
                        "--check",
                        "--backup FILE",
                        "--forget-source NAME",
                        "--forget-sink NAME",
                        "--test-routes DIRECTORY",
                        "--version");
    }

    @Test
    void aStartWithoutConfigurationTellsAllThatIsMissingAndWhereItWasLookedFor(CapturedOutput output) {
        failToStart();
        assertThat(output.getAll())
                .contains("health-events has neither a source nor a sink; application.yaml was looked for in "
                        + Path.of("").toAbsolutePath())
                .contains("docs/quick-start.md");
    }

    @Test
    void aMisspeltRootIsToldWithTheOneThatWasMeant(CapturedOutput output) {
        failToStart("--health-event.sources.lab.type=fhir");
        assertThat(output.getAll()).contains("Did you mean health-events by health-event?");
    }

    @Test
    void aBackupWithoutAFileSaysWhatItNeeds() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Backup.run(new String[] {"--backup"}, print(out))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Name the file to make: ");
    }

    @Test
    void aBackupOfAStoreThatIsNotThereSaysSo() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] arguments = {
            "--backup=" + directory.resolve("copy.db"),
            "--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db")
        };
        assertThat(Backup.run(arguments, print(out))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("No backup was made: ")
                .contains("state.db does not exist");
    }

    private static void failToStart(String... arguments) {
        try {
            SpringApplication.run(HealthEventsApplication.class, arguments);
        } catch (RuntimeException expected) {
            return;
        }
        throw new AssertionError("It started without a source and without a sink");
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}

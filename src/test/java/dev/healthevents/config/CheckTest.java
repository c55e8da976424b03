package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.state.StateDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** {@code java -jar … --check}, in this process. */
@ExtendWith(OutputCaptureExtension.class)
class CheckTest {

    private final ByteArrayOutputStream table = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private HistoryServer server;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        server.create("Patient", "p1");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** What comes after in this process logs again. */
    @AfterEach
    void logAgain() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel("dev.healthevents", LogLevel.INFO);
    }

    @Test
    void whatWorksIsALineEachAndTheExitCodeIsZero() {
        int code = check();
        assertThat(lines())
                .anyMatch(line -> line.matches("access +works  only this machine reaches it; nobody has to sign in"))
                .anyMatch(line -> line.matches("state +works  .*state.db will be made"))
                .anyMatch(line -> line.matches("source lab +works  .*history of the whole system.*"))
                .anyMatch(line -> line.matches("sink file +works  .*events.ndjson can be written"))
                .anyMatch(line -> line.matches("routes +works  the bundled routes are used"))
                .contains("All 5 work.");
        assertThat(code).isZero();
    }

    @Test
    void routeFilesAreTriedAndOneThatDoesNotWorkIsNamed() throws Exception {
        Path routes = Files.createDirectory(directory.resolve("routes"));
        Files.writeString(routes.resolve("mine.camel.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: direct:mine
                      steps:
                        - to: {uri: "{{target}}"}
                """);

        assertThat(check("--target=outbox:file")).isZero();
        assertThat(lines())
                .anyMatch(line -> line.matches("routes +works  1 of the files is your own; all can be used"));
        assertThat(check("--target=outbox:fiel")).isEqualTo(1);
        assertThat(lines())
                .anyMatch(line -> line.matches("routes +FAILS  .*mine.camel.yaml: route mine: No sink 'fiel' is on.*"));
    }

    @Test
    void aCollectorOfTracesThatIsAwayIsToldWithItsMend() {
        int code = check("--health-events.tracing.endpoint=http://127.0.0.1:1");
        assertThat(lines())
                .anyMatch(line -> line.matches("tracing +FAILS  health-events.tracing.endpoint can't be reached: .*"))
                .contains("1 of 6 do not work.");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void headersForNoCollectorAreToldAsAtTheStart() {
        int code = check("--health-events.tracing.headers.Authorization=s3cret");
        assertThat(lines())
                .anyMatch(line -> line.matches("tracing +FAILS  health-events.tracing.endpoint is missing, .*"))
                .noneMatch(line -> line.contains("s3cret"));
        assertThat(code).isEqualTo(1);
    }

    @Test
    void nothingIsAnnouncedAndNoStateIsMade() throws Exception {
        check();
        assertThat(directory.resolve("state.db")).doesNotExist();
        assertThat(Files.readString(directory.resolve("events.ndjson"))).isEmpty();
    }

    @Test
    void whatFailsIsToldWithTheMendAndHidesNothingElse() {
        int code = check(
                "--health-events.sources.gone.type=fhir",
                "--health-events.sources.gone.account=gone.example.org",
                "--health-events.sources.gone.url=http://127.0.0.1:1/fhir",
                "--health-events.sources.odd.type=hl7",
                "--health-events.sinks.event-hubs.bootstrap-servers=127.0.0.1:1",
                "--health-events.sinks.event-hubs.event-hub=lab",
                "--server.address=0.0.0.0");
        assertThat(lines())
                .anyMatch(line -> line.matches("access +FAILS  server.address is 0.0.0.0, .*"))
                .anyMatch(line -> line.matches(" +mend   Set health-events.access.user .*"))
                .anyMatch(line -> line.matches("source gone +FAILS  health-events.sources.gone can't be read: .*"))
                .anyMatch(line -> line.matches(" +mend   See that the server is up, .*"))
                .anyMatch(line -> line.matches("source odd +FAILS  health-events.sources.odd.type is 'hl7', .*"))
                .anyMatch(line -> line.matches("sink event-hubs +FAILS  .*127.0.0.1:1 takes no connection: .*"))
                .anyMatch(line -> line.matches("source lab +works  .*"))
                .contains("4 of 7 do not work.");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void aWrongFilterIsToldWithItsKey() {
        assertThat(check("--health-events.sinks.file.filter.includedEventTypes=FhirResourceCreated"))
                .isEqualTo(1);

        assertThat(lines())
                .anyMatch(
                        line -> line.matches(
                                "sink file +FAILS  health-events.sinks.file.filter.includedEventTypes has 'FhirResourceCreated', .*"));
    }

    @Test
    void twoSourcesOfOneAccountAreTold() {
        assertThat(check(
                        "--health-events.sources.other.type=fhir",
                        "--health-events.sources.other.url=" + server.url() + "/TENANT"))
                .isEqualTo(1);

        assertThat(lines())
                .anyMatch(line ->
                        line.matches("source \\w+ +FAILS  health-events.sources.\\w+.account is '127.0.0.1', .*"))
                .anyMatch(line ->
                        line.matches(" +mend   Set health-events.sources.\\w+.account to a name of its own, .*"));
    }

    @Test
    void aBridgeThatRunsKeepsItsState() {
        try (StateDatabase running = StateDatabase.open(stateUrl(), null, null)) {
            assertThat(check()).isZero();
            assertThat(lines())
                    .anyMatch(
                            line -> line.matches("state +works  .* is in use by a bridge that runs; not looked into"));
            assertThat(running.<Integer>write(connection -> 1)).isEqualTo(1);
        }
        assertThat(check()).isZero();
        assertThat(lines()).anyMatch(line -> line.matches("state +works  .*state.db can be used"));
    }

    @Test
    void aFileThatIsNoDatabaseIsTold() throws Exception {
        Files.writeString(directory.resolve("state.db"), "not a database, but long enough to look at ".repeat(50));
        assertThat(check()).isEqualTo(1);
        assertThat(lines()).anyMatch(line -> line.matches("state +FAILS  health-events.state.url can't be used: .*"));
    }

    @Test
    void aMisspeltKeyIsToldAsAtAStart(CapturedOutput output) {
        assertThat(check("--health-events.sinks.file.paht=x")).isEqualTo(1);
        assertThat(output.getAll()).contains("health-events.sinks.file.paht is not a key.");
    }

    private int check(String... more) {
        table.reset();
        List<String> arguments = new ArrayList<>(List.of(
                Check.ARGUMENT,
                "--health-events.state.url=" + stateUrl(),
                "--health-events.sinks.file.path=" + directory.resolve("events.ndjson"),
                "--health-events.routes-directory=" + directory.resolve("routes"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url()));
        arguments.addAll(Arrays.asList(more));
        return Check.run(arguments.toArray(String[]::new), new PrintStream(table, true, StandardCharsets.UTF_8));
    }

    private String stateUrl() {
        return "jdbc:sqlite:" + directory.resolve("state.db");
    }

    private List<String> lines() {
        return table.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

package dev.healthevents.camel.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import com.sun.net.httpserver.HttpServer;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Events;
import dev.healthevents.state.DeadLetter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of an event in docs/examples/routes/enrichment, whatever the server answers. */
@ExtendWith(OutputCaptureExtension.class)
class EnrichmentExampleTest {

    private static final HealthEvent FIRST = Events.created("Patient", "1");
    private static final HealthEvent OBSERVATION = Events.created("Observation", "o1");
    private static final HealthEvent LAST = Events.created("Patient", "3");
    private static final String RESOURCE = """
            {
              "resourceType": "Observation",
              "id": "o1",
              "note": [{"text": "Chalmers"}],
              "valueQuantity": {"value": 1.50}
            }
            """;

    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private String answer = RESOURCE;
    private HttpServer server;
    private RouteHarness routes;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(status, answer.getBytes(UTF_8).length);
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        FhirContext fhir = FhirContext.forR4Cached();
        fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        routes = new RouteHarness(directory, "file", "functions");
        routes.context()
                .getRegistry()
                .bind(
                        "fhirClient-lab",
                        fhir.newRestfulGenericClient(
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir"));
        routes.context().getRegistry().bind("addResource", new AddResource());
        routes.load(example(), "dead-letters.camel.yaml", "health-events.camel.yaml", "changes.camel.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
        server.stop(0);
    }

    @Test
    void theVersionOfTheEventIsReadAndAddedToTheDigit() {
        announce();

        assertThat(asked).containsExactly("/fhir/Observation/o1/_history/1");
        assertThat(event("functions"))
                .contains(
                        "\"resourceVersionId\":1,\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o1\"",
                        "\"value\":1.50}")
                .doesNotContain("\n");
        assertThat(event("file")).isNotEmpty().doesNotContain("\"resource\":");
    }

    @Test
    void theIdAndTheSubjectStayAndSoDoesTheOrder() {
        announce();

        assertThat(routes.sink("functions").outbox().first(9)).singleElement().satisfies(row -> {
            assertThat(row.eventId()).isEqualTo(OBSERVATION.id().toString());
            assertThat(row.subject()).isEqualTo(OBSERVATION.subject());
        });
        assertThat(routes.outbox("file"))
                .containsExactly(
                        FIRST.id().toString(),
                        OBSERVATION.id().toString(),
                        LAST.id().toString());
    }

    @Test
    void theServersOwnVersionIsAskedForWhereItIsNoNumber() {
        FhirResourceData data = (FhirResourceData) OBSERVATION.data();
        routes.announce(
                "direct:changes",
                List.of(new HealthEvent(
                        OBSERVATION.id(),
                        OBSERVATION.source(),
                        OBSERVATION.kind(),
                        OBSERVATION.subject(),
                        OBSERVATION.time(),
                        new FhirResourceData(
                                data.resourceType(), data.resourceFhirAccount(), "o1", 1_770_000_000_000L, "a-b.7"))));

        assertThat(asked).containsExactly("/fhir/Observation/o1/_history/a-b.7");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void whatTheServerNoLongerHasGoesOutWithoutItsResource(int gone, CapturedOutput output) {
        status = gone;
        answer = "{\"resourceType\":\"OperationOutcome\"}";
        announce();

        assertThat(event("functions")).isNotEmpty().doesNotContain("\"resource\":");
        assertThat(routes.deadLetters()).isEmpty();
        assertThat(output.getAll()).contains("Event " + OBSERVATION.id() + " goes out without its resource");
    }

    @Test
    void whatIsNoResourceIsNotAddedAndNotQuoted(CapturedOutput output) {
        answer = "{\"resourceType\":\"Observation\",\"status\":\"Chalmers\",\"issued\":\"Chalmers\"";
        announce();

        assertThat(event("functions")).isNotEmpty().doesNotContain("\"resource\":");
        assertThat(output.getAll()).doesNotContain("Chalmers");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 502, 503, 504})
    void whileTheServerIsAwayOrRefusesUsTheWindowFailsAndNothingOfItIsKept(int away) {
        status = away;
        answer = "";

        assertThatThrownBy(this::announce).hasStackTraceContaining("HTTP " + away);
        assertThat(routes.outbox("file")).isEmpty();
        assertThat(routes.deadLetters()).isEmpty();
    }

    @Test
    void whereNobodyListensTheWindowFailsToo() {
        server.stop(0);

        assertThatThrownBy(this::announce).hasStackTraceContaining("FhirClientConnectionException");
        assertThat(routes.outbox("file")).isEmpty();
    }

    @Test
    void anErrorOfTheServerIsTriedAgainAndThenADeadLetterWithoutTheRestOfTheWindow() {
        status = 500;
        answer = "";
        announce();

        assertThat(asked).hasSize(4);
        assertThat(routes.deadLetters())
                .extracting(DeadLetter::id)
                .containsExactly(OBSERVATION.id().toString());
        assertThat(routes.outbox("file"))
                .containsExactly(FIRST.id().toString(), LAST.id().toString());
    }

    @Test
    void aResourceThatIsTooLargeIsADeadLetterAndTheRestGoesOn() {
        answer = "{\"resourceType\":\"Observation\",\"id\":\"o1\",\"note\":[{\"text\":\"" + "x".repeat(4 << 20)
                + "\"}]}";
        announce();

        assertThat(routes.deadLetters())
                .singleElement()
                .satisfies(
                        letter -> assertThat(letter.reason()).contains("characters, and an event may carry 4194304"));
        assertThat(routes.outbox("file"))
                .containsExactly(FIRST.id().toString(), LAST.id().toString());
    }

    @Test
    void noWordOfTheResourceIsLogged(CapturedOutput output) {
        announce();

        assertThat(output.getAll()).doesNotContain("Chalmers");
    }

    private void announce() {
        routes.announce("direct:changes", List.of(FIRST, OBSERVATION, LAST));
    }

    private String event(String sink) {
        return routes.sink(sink).outbox().first(9).stream()
                .filter(row -> row.eventId().equals(OBSERVATION.id().toString()))
                .map(row -> new String(row.event(), UTF_8))
                .findFirst()
                .orElse("");
    }

    /** As it is, but that it waits a millisecond where it would wait a second. */
    private Path example() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("routes"));
        for (String name : List.of("health-events.camel.yaml", "fhir-resource.camel.yaml")) {
            String content = Files.readString(Path.of("docs/examples/routes/enrichment", name));
            Files.writeString(copy.resolve(name), content.replace("\"1000\"", "\"1\""));
        }
        return copy;
    }
}

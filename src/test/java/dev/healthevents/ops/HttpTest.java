package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.HealthEventsApplication;
import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What people and their tools get to see over HTTP, with a stand-in for the FHIR server. */
class HttpTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static HistoryServer server;
    private static ConfigurableApplicationContext bridge;

    @BeforeAll
    static void start() throws Exception {
        server = HistoryServer.start();
        bridge = SpringApplication.run(
                HealthEventsApplication.class,
                "--server.port=0",
                "--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"),
                "--health-events.sinks.file.path=" + directory.resolve("events.ndjson"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.poll-interval=50ms",
                // A server that is away, which readiness and liveness must not depend on.
                "--health-events.sources.gone.type=fhir",
                "--health-events.sources.gone.account=gone.example.org",
                "--health-events.sources.gone.url=http://127.0.0.1:1/fhir");
        await().until(() -> source("lab").get("state").asText().equals("up-to-date"));
        server.create("Patient", "p1");
        server.update("Patient", "p1");
        await().until(() -> status().at("/sinks/0/delivered").asLong() == 2);
        server.create("Observation", "o1");
        await().until(() -> status().at("/sinks/0/delivered").asLong() == 3);
        await().until(() -> !source("gone").get("lastError").isNull());
    }

    @AfterAll
    static void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void whatIsGivenUpMustBeSaid() throws Exception {
        HttpRequest.Builder all = HttpRequest.newBuilder(url("/api/dead-letters"));

        assertThat(CLIENT.send(all.DELETE().build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void deadLettersThatAreThereNowAreAMetric() throws Exception {
        assertThat(get("/actuator/prometheus").body())
                .contains("health_events_dead_letters{sink=\"file\",stage=\"deliver\"} 0.0")
                .contains("health_events_dead_letters{sink=\"\",stage=\"read\"} 0.0");
    }

    @Test
    void theStatusAndTheMetricsTellTheVersion() throws Exception {
        assertThat(status().get("version").asText()).isEqualTo(Version.current());
        assertThat(get("/actuator/prometheus").body())
                .contains("health_events_build_info{version=\"" + Version.current() + "\"} 1\n");
    }

    @Test
    void theStatusOfASourceHasTheseMembers() throws Exception {
        JsonNode source = source("lab");
        assertThat(names(source))
                .containsExactly(
                        "name",
                        "type",
                        "state",
                        "cursor",
                        "lagSeconds",
                        "events",
                        "repeats",
                        "deadLettered",
                        "late",
                        "latestBySeconds",
                        "backlog",
                        "capabilities",
                        "lastError",
                        "latenessSeconds",
                        "clockLeap",
                        "routedNowhere",
                        "foreign",
                        "partitions");
        assertThat(source.get("name").asText()).isEqualTo("lab");
        assertThat(source.get("type").asText()).isEqualTo("fhir");
        assertThat(source.get("events").asLong()).isEqualTo(3);
        assertThat(source.get("cursor").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(source.get("lagSeconds").isNumber()).isTrue();
        assertThat(source.get("lastError").isNull()).isTrue();
    }

    @Test
    void theStatusOfASourceThatIsAwaySaysWhy() throws Exception {
        JsonNode source = source("gone");
        assertThat(source.get("state").asText()).isEqualTo("retrying");
        assertThat(source.get("lastError").asText()).contains("http://127.0.0.1:1");
        assertThat(source.get("cursor").isNull()).isTrue();
        assertThat(source.get("lagSeconds").isNull()).isTrue();
    }

    @Test
    void theStatusOfASinkHasTheseMembers() throws Exception {
        JsonNode sink = status().at("/sinks/0");
        assertThat(names(sink))
                .containsExactly(
                        "name",
                        "state",
                        "pending",
                        "delivered",
                        "deadLettered",
                        "filtered",
                        "lastError",
                        "oldestSeconds",
                        "heldUp",
                        "outboxLimit");
        assertThat(sink.get("name").asText()).isEqualTo("file");
        assertThat(sink.get("pending").asLong()).isZero();
        assertThat(sink.get("delivered").asLong()).isEqualTo(3);
        assertThat(sink.get("deadLettered").asLong()).isZero();
        assertThat(sink.get("oldestSeconds").isNull()).isTrue();
        assertThat(sink.get("outboxLimit").asLong()).isEqualTo(1_000_000);
    }

    @Test
    void theLastEventsAreCloudEventsNewestFirst() throws Exception {
        JsonNode events = json(get("/api/events"));
        assertThat(events).hasSize(3);
        assertThat(events.at("/0/subject").asText()).endsWith("/Observation/o1");
        assertThat(events.at("/0/specversion").asText()).isEqualTo("1.0");
    }

    @Test
    void onlySoManyEventsComeAsWereAskedFor() throws Exception {
        assertThat(json(get("/api/events?limit=2"))).hasSize(2);
        assertThat(json(get("/api/events?limit=1000"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "many", "1.5", "99999999999"})
    void aLimitThatCanNotBeIsToldInASentence(String limit) throws Exception {
        HttpResponse<String> response = get("/api/events?limit=" + limit);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(response).get("detail").asText()).isEqualTo("limit must be a whole number from 1 to 1000.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/nothing", "/page/nothing.js"})
    void whatDoesNotExistIsToldInJsonEvenToABrowser(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).get("status").asInt()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("\tat ", "java.");
    }

    @Test
    void aMethodThatIsNotThereIsToldInJson() throws Exception {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(url("/api/status"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(json(response).get("status").asInt()).isEqualTo(405);
    }

    @Test
    void thePageIsAtTheRootAndIsAskedForAnewEachTime() throws Exception {
        HttpResponse<String> response = get("/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<title>Health events</title>");
        HttpResponse<String> script = get("/page/main.js");
        assertThat(script.headers().firstValue("cache-control")).contains("no-cache");
        assertThat(script.headers().firstValue("last-modified")).isEmpty();
    }

    @Test
    void theRatesOfTheLastHourAreToldByName() throws Exception {
        await().until(() -> !json(get("/api/rates")).get("times").isEmpty());
        JsonNode rates = json(get("/api/rates"));
        int known = rates.get("times").size();
        assertThat(names(rates.get("sources"))).containsExactlyInAnyOrder("gone", "lab");
        assertThat(names(rates.get("sinks"))).containsExactly("file");
        assertThat(rates.at("/sources/lab")).hasSize(known);
        assertThat(rates.at("/sinks/file")).hasSize(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"readiness", "liveness"})
    void aServerThatIsAwayMakesTheBridgeNeitherUnreadyNorDead(String probe) throws Exception {
        HttpResponse<String> response = get("/actuator/health/" + probe);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("status").asText()).isEqualTo("UP");
    }

    @Test
    void aRouteThatDoesNotRunMakesTheBridgeUnreadyButNotDead() throws Exception {
        var routes = bridge.getBean(CamelContext.class).getRouteController();
        routes.stopRoute("file-sink");
        try {
            assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        } finally {
            routes.startRoute("file-sink");
        }
    }

    private static JsonNode status() throws Exception {
        return json(get("/api/status"));
    }

    private static JsonNode source(String name) throws Exception {
        for (JsonNode source : status().get("sources")) {
            if (source.get("name").asText().equals(name)) {
                return source;
            }
        }
        throw new AssertionError("There is no source " + name);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(url(path))
                        .header("Accept", path.startsWith("/api") ? "*/*" : "text/html,*/*;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:" + bridge.getEnvironment().getProperty("local.server.port") + path);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What can be asked of a source over HTTP, and what its numbers are there. */
class SourceActionsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static HistoryServer server;
    private static ConfigurableApplicationContext bridge;

    @BeforeAll
    static void start() throws Exception {
        server = HistoryServer.start();
        server.create("Patient", "p1");
        server.update("Patient", "p1");
        bridge = SpringApplication.run(
                HealthEventsApplication.class,
                "--server.port=0",
                "--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"),
                "--health-events.sinks.file.path=" + directory.resolve("events.ndjson"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.start=2026-01-01T00:00:00Z",
                "--health-events.sources.guarded.type=fhir",
                "--health-events.sources.guarded.account=guarded.example.org",
                "--health-events.sources.guarded.url=http://127.0.0.1:1/fhir",
                "--health-events.sources.guarded.wake-secret=open-sesame");
        await().until(() -> metrics().contains("health_events_sink_delivered_total{sink=\"file\"} 2.0"));
    }

    @AfterAll
    static void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void aReplayIsAcceptedAndCanBeLookedAfter() throws Exception {
        HttpResponse<String> accepted =
                send("POST", "/api/sources/lab/replays", null, "{\"from\": \"2026-01-01T00:00:00Z\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .isEqualTo("/api/replays/" + json(accepted).get("id").asText());

        await().until(() -> json(send("GET", location, null, "")).get("state").asText(), "done"::equals);
        assertThat(json(send("GET", location, null, "")).get("events").asInt()).isEqualTo(2);
        HttpResponse<String> cancelled = send("DELETE", location, null, "");
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(json(cancelled).get("state").asText()).isEqualTo("done");
    }

    @Test
    void aReplayOfASourceThatWasNeverReachedIsQueuedAndCanBeCancelled() throws Exception {
        HttpResponse<String> accepted =
                send("POST", "/api/sources/guarded/replays", null, "{\"from\": \"2026-01-01T00:00:00Z\"}");
        assertThat(json(accepted).get("state").asText()).isEqualTo("queued");

        HttpResponse<String> cancelled =
                send("DELETE", accepted.headers().firstValue("Location").orElseThrow(), null, "");
        assertThat(json(cancelled).get("state").asText()).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /api/sources/nobody/replays | 404 | There is no source 'nobody'; configured are guarded, lab.",
                "POST   | /api/sources/lab/wake?study=../x | 400 | study is no Study Instance UID, which has digits"
                        + " and dots, 64 at the most.",
                "POST   | /api/sources/nobody/wake    | 404 | There is no source 'nobody'; configured are guarded, lab.",
                "GET    | /api/replays/none           | 404 | There is no replay 'none'; GET /api/replays lists them.",
                "DELETE | /api/replays/none           | 404 | There is no replay 'none'; GET /api/replays lists them.",
                "POST   | /api/sources/lab/replays    | 400 | from is missing; set it to an instant such as"
                        + " 2026-01-31T00:00:00Z.",
            })
    void whatCannotBeIsToldAsAProblem(String method, String path, int status, String detail) throws Exception {
        HttpResponse<String> response = send(method, path, null, "{}");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(response).get("detail").asText()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense"})
    void aBodyThatIsNoJsonIsTheAskersFault(String body) throws Exception {
        assertThat(send("POST", "/api/sources/lab/replays", null, body).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/sources/lab/wake",
        "PUT, /api/sources/lab/wake/Patient/1005",
        "DELETE, /api/sources/lab/wake/Patient/1005",
    })
    void aServerMayWakeWithWhateverItsHookSends(String method, String path) throws Exception {
        assertThat(send(method, path, null, "{\"resourceType\":\"Patient\"}").statusCode())
                .isEqualTo(202);
        assertThat(send(method, path, null, "x".repeat(3 << 20)).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"open-sesame", "Bearer ", "Bearer open-sesam", "Bearer open-sesame2", "Basic open-sesame"})
    void whoDoesNotKnowTheSecretWakesNobody(String authorization) throws Exception {
        HttpResponse<String> response = send("POST", "/api/sources/guarded/wake", authorization, "");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(response.body()).contains("wake-secret").doesNotContain("sesame");
    }

    @Test
    void whoKnowsTheSecretMayWake() throws Exception {
        assertThat(send("PUT", "/api/sources/guarded/wake/Patient/1", "Bearer open-sesame", "{}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void theNumbersOfSourcesAndSinksAreMetrics() throws Exception {
        await().untilAsserted(() -> assertThat(metrics())
                .contains(
                        "health_events_source_events_total{source=\"lab\"} 2.0",
                        "health_events_source_repeats_total{source=\"lab\"}",
                        "health_events_source_late_total{source=\"lab\"} 0.0",
                        "health_events_source_latest_seconds{source=\"lab\"} 0.0",
                        "health_events_source_dead_letters_total{source=\"lab\"} 0.0",
                        "health_events_source_backlog_read_percent{source=\"lab\"} 100.0",
                        "health_events_source_lag_seconds{source=\"guarded\"} NaN",
                        "health_events_sink_pending{sink=\"file\"} 0.0"));
    }

    private static String metrics() throws Exception {
        return send("GET", "/actuator/prometheus", null, "").body();
    }

    private static HttpResponse<String> send(String method, String path, String authorization, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:" + bridge.getEnvironment().getProperty("local.server.port") + path);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}

package dev.healthevents.bridge;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** The replays of a bridge, as its operator sees them. */
final class ReplayApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;

    ReplayApi(int port) {
        this.port = port;
    }

    /**
     * Asks for one of the source lab.
     *
     * @param more further members, each with a comma before it
     * @return its id
     */
    String begin(Instant from, Instant to, String more) {
        String body = "{\"from\": \"" + from + "\", \"to\": \"" + to + "\"" + more + "}";
        return send("POST", "/api/sources/lab/replays", body).get("id").asText();
    }

    JsonNode find(String id) {
        return send("GET", "/api/replays/" + id, "");
    }

    JsonNode all() {
        return send("GET", "/api/replays", "");
    }

    JsonNode cancel(String id) {
        return send("DELETE", "/api/replays/" + id, "");
    }

    JsonNode awaitState(String id, String state) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> find(id), replay -> replay.get("state").asText().equals(state));
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

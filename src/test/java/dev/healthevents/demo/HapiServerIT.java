package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the tests and the demo count on in their FHIR server. */
class HapiServerIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void itIsARealHapiServer() throws Exception {
        JsonNode metadata = get("/metadata");
        assertThat(metadata.at("/software/name").asText()).isEqualTo("HAPI FHIR Server");
        assertThat(metadata.at("/fhirVersion").asText()).isEqualTo("4.0.1");
    }

    @Test
    void aPutWithANewIdAppearsInTheHistoryAsPost() throws Exception {
        put("/Patient/put-as-create", "{'resourceType':'Patient','id':'put-as-create'}");

        JsonNode entry = get("/Patient/put-as-create/_history").at("/entry/0");

        assertThat(entry.at("/request/method").asText()).isEqualTo("POST");
        assertThat(entry.at("/response/etag").asText()).isEqualTo("W/\"1\"");
    }

    @Test
    void thePageSizeOfTheHistoryHasNoLimit() throws Exception {
        assertThat(get("/_history?_since=2020-01-01T00:00:00Z&_count=100000")
                        .at("/link/0/url")
                        .asText())
                .contains("_count=100000");
    }

    @Test
    void anActiveSubscriptionIsAccepted() throws Exception {
        put(
                "/Subscription/wake",
                "{'resourceType':'Subscription','id':'wake','status':'requested','reason':'test','criteria':'[*]',"
                        + "'channel':{'type':'rest-hook','endpoint':'http://127.0.0.1:9/nobody'}}");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(get("/Subscription/wake").at("/status").asText())
                                .isEqualTo("active"));
    }

    @Test
    void itDoesNotOutliveAParentThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

            parent.destroyForcibly();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(server.isAlive()).isFalse());
        }
    }

    /** Launches a server, prints its process id, and never ends by itself. */
    static class Parent {
        public static void main(String[] args) throws InterruptedException {
            System.out.println(HapiServer.launch(false).pid());
            Thread.currentThread().join();
        }
    }

    private JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private void put(String path, String resource) throws Exception {
        send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(resource.replace('\'', '"')))
                .build());
    }

    private JsonNode send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json.readTree(answer.body());
    }

    private static URI uri(String path) {
        return URI.create(HapiServer.shared().url() + path);
    }
}

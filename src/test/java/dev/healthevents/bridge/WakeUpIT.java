package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.HapiServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAPI server's rest-hook wakes a source that is otherwise looked at every ten minutes. */
class WakeUpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SECRET = "open-sesame";

    @TempDir
    Path directory;

    private final String fhir = HapiServer.shared().url();
    private final HapiHistory history = new HapiHistory(fhir);
    private final String run = "wake-" + Long.toString(System.nanoTime(), 36) + "-";
    private Bridge bridge;
    private String subscription;

    @BeforeEach
    void start() {
        bridge = new Bridge(directory, fhir)
                .set("health-events.sources.lab.start", "now")
                .set("health-events.sources.lab.poll-interval", "10m")
                .set("health-events.sources.lab.wake-secret", SECRET)
                .start();
        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("up-to-date"));
    }

    @AfterEach
    void stop() throws Exception {
        if (subscription != null) {
            history.delete("Subscription", subscription);
        }
        bridge.close();
    }

    @Test
    void aHookWithoutPayloadBringsTheEventLongBeforeTheNextLook() throws Exception {
        unannounced("before");
        subscribe("", SECRET);
        put("after");

        awaitAnnounced("after");
        awaitAnnounced("before");
    }

    @Test
    void aHookThatPutsTheResourceDoesSoToo() throws Exception {
        unannounced("before");
        subscribe("\"payload\": \"application/fhir+json\",", SECRET);
        put("after");

        awaitAnnounced("after");
    }

    @Test
    void aHookWithAnotherSecretWakesNobody() throws Exception {
        subscribe("", "guessed-wrongly");
        put("after");

        await().during(Duration.ofSeconds(12)).atMost(PATIENCE).until(() -> !announced("after"));
    }

    private void unannounced(String patient) throws Exception {
        put(patient);
        await().during(Duration.ofSeconds(3)).until(() -> !announced(patient));
    }

    private void put(String patient) throws Exception {
        history.put("Patient", run + patient, "\"gender\":\"other\"");
    }

    private boolean announced(String patient) {
        return bridge.announced().contains("Patient/" + run + patient + "/_history/1 Created");
    }

    private void awaitAnnounced(String patient) {
        await().atMost(PATIENCE).until(() -> announced(patient));
    }

    /** As docs/wake-up.md has it; waits until HAPI has made it active. */
    private void subscribe(String payload, String secret) throws Exception {
        String created = send("POST", fhir + "/Subscription", """
                {
                  "resourceType": "Subscription",
                  "status": "requested",
                  "reason": "wake the bridge",
                  "criteria": "[*]",
                  "channel": {
                    "type": "rest-hook",
                    %s
                    "endpoint": "http://127.0.0.1:%d/api/sources/lab/wake",
                    "header": ["Authorization: Bearer %s"]
                  }
                }
                """.formatted(payload, bridge.port(), secret));
        Matcher id = Pattern.compile("\"id\": *\"(\\d+)\"").matcher(created);
        assertThat(id.find()).as(created).isTrue();
        subscription = id.group(1);
        await().atMost(PATIENCE)
                .until(() -> send("GET", fhir + "/Subscription/" + subscription, "")
                        .matches("(?s).*\"status\": *\"active\".*"));
    }

    private static String send(String method, String url, String body) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/fhir+json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return response.body();
    }
}

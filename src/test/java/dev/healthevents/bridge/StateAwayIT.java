package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.browser.Browser;
import dev.healthevents.browser.NeedsChromium;
import dev.healthevents.standin.HistoryServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PostgreSQL that has the state goes away under a bridge that runs, and comes back. */
@NeedsChromium
class StateAwayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private EmbeddedPostgres postgres;
    private HistoryServer lab;
    private Bridge bridge;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        postgres = postgres(0);
        lab = HistoryServer.start();
        bridge = new Bridge(directory, lab.url())
                .set("health-events.state.url", postgres.getJdbcUrl("postgres", "postgres"))
                .start();
        lab.create("Patient", "before");
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 1);
        browser = new Browser();
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        bridge.close();
        lab.close();
        postgres.close();
    }

    @Test
    void itsStatusIsStillToldAndItGoesOnByItselfWhenTheDatabaseIsBack() throws Exception {
        int port = postgres.getPort();
        postgres.close();
        lab.create("Patient", "meanwhile");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status().at("/sources/0/lastError").asText())
                                .contains("The state store can't be used"));
        assertThat(status().at("/sources/0/state").asText()).isEqualTo("retrying");
        assertThat(status().at("/sinks/0/deadLettered").asInt()).isZero();
        browser.open("http://127.0.0.1:" + bridge.port() + "/");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#needs"))
                        .contains("Events are held up", "See to the database of health-events.state"));

        postgres = postgres(port);
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 2);
        await().atMost(PATIENCE).until(() -> browser.text(".verdict-words").equals("All is well: events flow"));
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    /** Within the patience of somebody who is on call. */
    private JsonNode status() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + "/api/status"))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}

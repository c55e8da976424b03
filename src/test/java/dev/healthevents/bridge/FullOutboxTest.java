package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** A sink whose outbox is full and that has what comes become a dead letter, beside one that is well. */
@ExtendWith(OutputCaptureExtension.class)
class FullOutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private HistoryServer server;
    private FunctionsHost host;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        host = FunctionsHost.start().function("wards", Binding.CLOUD_EVENT);
        host.refuse();
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.wards.type", "functions")
                .set("health-events.sinks.wards.url", host.url("wards").toString())
                .set("health-events.sinks.wards.key", FunctionsHost.FUNCTION_KEY)
                .set("health-events.sinks.wards.outbox-limit", "2")
                .set("health-events.sinks.wards.when-full", "dead-letter");
        bridge.start();
        for (int patient = 1; patient <= 5; patient++) {
            server.create("Patient", "p" + patient);
        }
        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 5);
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        server.close();
    }

    @Test
    void whatDoesNotFitIsADeadLetterOfThatSinkAndOthersGoOn() {
        assertThat(bridge.sink("wards").outbox().pending()).isEqualTo(2);
        assertThat(bridge.get("/api/dead-letters?sink=wards"))
                .contains("\"cause\":\"OutboxFull\"", "/Patient/p3", "/Patient/p4", "/Patient/p5")
                .doesNotContain("/Patient/p1", "/Patient/p2");
        assertThat(bridge.get("/api/status")).contains("\"routedNowhere\":0");
        assertThat(bridge.get("/actuator/prometheus"))
                .contains("health_events_sink_dead_letters_total{sink=\"wards\"} 3.0");
    }

    @Test
    void itIsToldInTheStatusAndOnceInTheLogWhileItLasts(CapturedOutput output) throws Exception {
        assertThat(bridge.get("/api/status")).contains("its outbox is full, and what comes becomes a dead letter; ");
        host.listen();
        await().atMost(PATIENCE).until(() -> bridge.sink("wards").outbox().pending() == 0);

        await().atMost(PATIENCE).until(() -> bridge.sink("wards").lastError() == null);
        assertThat(output.getAll())
                .containsOnlyOnce("wards: 2 events wait, which is its outbox-limit")
                .containsOnlyOnce("wards: its outbox has room again; 3 events became dead letters");
    }

    @Test
    void theDeadLettersCanBeSentAgain() throws Exception {
        host.listen();
        await().atMost(PATIENCE).until(() -> host.taken("wards").size() == 2);
        RestClient.create("http://127.0.0.1:" + bridge.port() + "/api/dead-letters/redrive")
                .post()
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"sink\": \"wards\"}")
                .retrieve()
                .toBodilessEntity();

        await().atMost(PATIENCE).until(() -> host.taken("wards").size() == 5);
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the re-reading costs a server that has nothing new. */
class SweepCostIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Two minutes, less the ten seconds for which an idle cursor may stay. */
    private static final Duration STRETCH = Duration.ofSeconds(109);

    private static final int SWEEPS = 5;
    private static final Pattern CLOSED = Pattern.compile("_at=ge([^&]+)&_at=lt([^&]+)&");

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url()).set("health-events.sources.lab.sweep-interval", "1s");
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @Test
    void aSweepOverAQuietTwoMinutesCostsTheServerOneRequestOfAnEmptyPage() throws Exception {
        Instant now = Instant.now();
        server.fill(100, now.minusSeconds(3_600), now.minusSeconds(600));
        bridge.start();
        await().atMost(PATIENCE)
                .until(() -> bridge.announced().size() == 100 && bridge.source().backlog() == null);
        await().atMost(PATIENCE).until(() -> sweeps(now).size() >= 2);
        Instant settled = Instant.now();
        await().atMost(PATIENCE).until(() -> sweeps(settled).size() >= SWEEPS);

        List<Request> sweeps = sweeps(settled);
        assertThat(sweeps).allSatisfy(sweep -> assertThat(stretch(sweep)).isGreaterThanOrEqualTo(STRETCH));
        assertThat(Duration.between(sweeps.get(0).at(), sweeps.get(SWEEPS - 1).at()))
                .as("%d sweeps, a second apart", SWEEPS)
                .isGreaterThan(Duration.ofMillis(990L * (SWEEPS - 1)));
        assertThat(answer(sweeps.get(0)).has("entry")).isFalse();
    }

    /** The tail, when it is up to date, reads open windows; who asks for a closed one is the sweep, once that is all. */
    private List<Request> sweeps(Instant since) {
        return server.requests().stream()
                .filter(request -> request.at().isAfter(since))
                .filter(request -> request.query().contains("_at="))
                .toList();
    }

    private static Duration stretch(Request request) {
        Matcher window = CLOSED.matcher(request.query());
        assertThat(window.find()).as(request.target()).isTrue();
        return Duration.between(instant(window.group(1)), instant(window.group(2)));
    }

    private static Instant instant(String encoded) {
        return Instant.parse(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    private JsonNode answer(Request request) throws Exception {
        URI url = URI.create(server.url().replace("/fhir", "") + request.target());
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                        .body());
    }
}

package dev.healthevents.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** On loopback, where nobody can sign in: as it is out of the box. */
@ExtendWith(OutputCaptureExtension.class)
class OpenOnLoopbackTest {

    private static final String REDRIVE = "/api/dead-letters/redrive";

    @TempDir
    static Path directory;

    private static GuardedBridge bridge;

    @BeforeAll
    static void start() {
        bridge = GuardedBridge.start(directory, "--health-events.access.hosts=bridge.example.org");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/status", "/api/dead-letters", "/actuator/prometheus", "/actuator/health"})
    void whoeverIsOnThisMachineMayLook(String path) throws Exception {
        assertThat(bridge.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverIsOnThisMachineMayAct() throws Exception {
        assertThat(bridge.post(REDRIVE).statusCode()).isEqualTo(200);
        assertThat(bridge.post("/api/sources/lab/wake").statusCode()).isEqualTo(202);
    }

    @Test
    void aPageOfTheBridgesOwnMayAct() throws Exception {
        assertThat(bridge.post(REDRIVE, "Origin", bridge.url(), "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void aPageOfAnotherSiteMayNot(String header, String value) throws Exception {
        HttpResponse<String> response = bridge.post(REDRIVE, header, value);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("A page of another site may not act here");
        assertThat(bridge.post("/api/sources/lab/wake", header, value).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "10.0.0.1"
            })
    void aNameThatWasMadeToPointHereIsRefusedEvenToLook(String host) throws Exception {
        HttpResponse<String> response = bridge.get("/api/status", "Host", host, "X-Forwarded-Host", "localhost");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("not known by that name").doesNotContain("lag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1",
                "127.1.2.3:80",
                "[::1]:8080",
                "[::1]",
                "Bridge.example.org"
            })
    void thisMachineAndTheNamesThatAreConfiguredAreKnown(String host) throws Exception {
        assertThat(bridge.get("/api/status", "Host", host).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageThatAProxyServesByAConfiguredNameMayAct() throws Exception {
        assertThat(bridge.post(REDRIVE, "Origin", "https://bridge.example.org").statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyAnswerTellsBrowsersToBeCareful() throws Exception {
        var headers = bridge.get("/api/status").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void anActionIsALineInTheAuditLog(CapturedOutput output) throws Exception {
        bridge.post(REDRIVE);
        bridge.get("/api/status");
        await().untilAsserted(() -> assertThat(output.getAll())
                .contains("somebody from 127.0.0.1: POST /api/dead-letters/redrive: 200")
                .doesNotContain("GET /api/status"));
    }

    @Test
    void aRefusedActionIsInTheAuditLogToo(CapturedOutput output) throws Exception {
        bridge.post(REDRIVE, "Origin", "https://evil.example");
        await().untilAsserted(() ->
                assertThat(output.getAll()).contains("somebody from 127.0.0.1: POST /api/dead-letters/redrive: 403"));
    }

    @Test
    void aServersHookDoesNotFillTheAuditLog(CapturedOutput output) throws Exception {
        bridge.post("/api/sources/lab/wake");
        bridge.post(REDRIVE);
        await().until(() -> output.getAll().contains("redrive: 200"));
        assertThat(output.getAll()).doesNotContain("/wake");
    }
}

package dev.healthevents.ops.access;

import static dev.healthevents.ops.access.GuardedBridge.basic;
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
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** On loopback, with a user and tokens. */
@ExtendWith(OutputCaptureExtension.class)
class SignInTest {

    private static final String REDRIVE = "/api/dead-letters/redrive";
    private static final String USER = basic("alice", "wonderland");
    private static final String TOKEN = "Bearer 0123456789abcdef-robot";
    private static final String READER = "Bearer 0123456789abcdef-graphs";

    @TempDir
    static Path directory;

    private static GuardedBridge bridge;

    @BeforeAll
    static void start() {
        bridge = GuardedBridge.start(
                directory,
                "--health-events.access.user=alice",
                "--health-events.access.password=wonderland",
                "--health-events.access.tokens.robot=0123456789abcdef-robot",
                "--health-events.access.read-tokens.graphs=0123456789abcdef-graphs");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void lookingNeedsNone() throws Exception {
        assertThat(bridge.get("/api/status").statusCode()).isEqualTo(200);
    }

    @Test
    void actingNeedsIt() throws Exception {
        HttpResponse<String> response = bridge.post(REDRIVE);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .containsExactly("Basic realm=\"camel-health-events\"", "Bearer realm=\"camel-health-events\"");
        assertThat(response.body()).contains("This needs user and password or a bearer token.");
    }

    @Test
    void theUserAndTheTokenMayAct() throws Exception {
        assertThat(bridge.post(REDRIVE, "Authorization", USER).statusCode()).isEqualTo(200);
        assertThat(bridge.post(REDRIVE, "Authorization", TOKEN).statusCode()).isEqualTo(200);
        assertThat(bridge.send("DELETE", "/api/replays/none", "Authorization", TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YWxpY2U6d29uZGVybGFuZHM=",
                "Basic Ym9iOndvbmRlcmxhbmQ=",
                "Basic YWxpY2U6",
                "Bearer 0123456789abcdef-robo",
                "Bearer wonderland",
                "Bearer open-sesame"
            })
    void whatIsNotKnownIsRefusedWithoutBeingShown(String authorization, CapturedOutput output) throws Exception {
        HttpResponse<String> response = bridge.post(REDRIVE, "Authorization", authorization);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("What you signed in with is not known here.");
        assertThat(response.body() + output.getAll()).doesNotContain(authorization.substring(7));
    }

    @Test
    void aReadersTokenMayNotAct() throws Exception {
        HttpResponse<String> response = bridge.post(REDRIVE, "Authorization", READER);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("You may look, but not act.");
        assertThat(bridge.get("/actuator/prometheus", "Authorization", READER).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBrowserHasToShowThatThePageIsOurs() throws Exception {
        HttpResponse<String> page = bridge.get("/", "Accept", "text/html", "Authorization", USER);
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("XSRF-TOKEN=").contains("SameSite=Strict").doesNotContain("HttpOnly");
        String pair = cookie.substring(0, cookie.indexOf(';'));
        String value = pair.substring("XSRF-TOKEN=".length());

        HttpResponse<String> without =
                bridge.post(REDRIVE, "Origin", bridge.url(), "Cookie", pair, "Authorization", USER);
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("X-XSRF-TOKEN");
        HttpResponse<String> with = bridge.post(
                REDRIVE, "Origin", bridge.url(), "Cookie", pair, "X-XSRF-TOKEN", value, "Authorization", USER);
        assertThat(with.statusCode()).isEqualTo(200);
    }

    @Test
    void whatOnlyAPageOfOursCanAddABearerTokenTo() throws Exception {
        assertThat(bridge.post(REDRIVE, "Origin", bridge.url(), "Authorization", TOKEN)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPageOfAnotherSiteMayNotActWhateverTheBrowserAdds() throws Exception {
        assertThat(bridge.post(REDRIVE, "Origin", "https://evil.example", "Authorization", USER)
                        .statusCode())
                .isEqualTo(403);
        assertThat(bridge.post("/api/sources/lab/wake", "Sec-Fetch-Site", "cross-site", "Authorization", USER)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aSourceWithASecretIsWokenByItAndByWhoMayAct() throws Exception {
        String wake = "/api/sources/hooked/wake/Patient/1";
        assertThat(bridge.send("PUT", wake, "Authorization", "Bearer open-sesame")
                        .statusCode())
                .isEqualTo(202);
        assertThat(bridge.post(wake, "Authorization", USER).statusCode()).isEqualTo(202);
        assertThat(bridge.post(wake, "Authorization", TOKEN).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Bearer open-sesam", READER})
    void aSourceWithASecretIsWokenByNobodyElse(String authorization) throws Exception {
        String[] headers = authorization == null ? new String[0] : new String[] {"Authorization", authorization};
        assertThat(bridge.post("/api/sources/hooked/wake", headers).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSourceWithoutASecretIsWokenByWhoMayAct() throws Exception {
        assertThat(bridge.post("/api/sources/lab/wake").statusCode()).isEqualTo(401);
        assertThat(bridge.post("/api/sources/lab/wake", "Authorization", "Bearer open-sesame")
                        .statusCode())
                .isEqualTo(401);
        assertThat(bridge.post("/api/sources/lab/wake", "Authorization", READER).statusCode())
                .isEqualTo(403);
        assertThat(bridge.post("/api/sources/lab/wake", "Authorization", USER).statusCode())
                .isEqualTo(202);
    }

    @Test
    void theAuditLogSaysWhoActedAndWhatWasMade(CapturedOutput output) throws Exception {
        HttpResponse<String> made = bridge.post("/api/sources/lab/replays", "Authorization", TOKEN);
        assertThat(made.statusCode()).isEqualTo(400);
        bridge.post(REDRIVE, "Authorization", USER);
        bridge.post(REDRIVE, "Authorization", "Bearer nobody-knows-this-one");
        await().untilAsserted(() -> assertThat(output.getAll())
                .contains("robot from 127.0.0.1: POST /api/sources/lab/replays: 400")
                .contains("alice from 127.0.0.1: POST /api/dead-letters/redrive: 200")
                .contains("somebody from 127.0.0.1: POST /api/dead-letters/redrive: 401"));
    }
}

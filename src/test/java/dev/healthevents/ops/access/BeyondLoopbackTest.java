package dev.healthevents.ops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where others reach the bridge, with an OpenID provider and a token to look with. */
@ExtendWith(OutputCaptureExtension.class)
class BeyondLoopbackTest {

    private static final String REDRIVE = "/api/dead-letters/redrive";

    @TempDir
    static Path directory;

    private static StandInProvider provider;
    private static GuardedBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        provider = StandInProvider.start();
        bridge = GuardedBridge.start(
                directory,
                "--server.address=0.0.0.0",
                "--health-events.access.issuer-uri=" + provider.issuer(),
                "--health-events.access.audience=health-events",
                "--health-events.access.read-tokens.graphs=0123456789abcdef-graphs");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/status",
                "/api/events",
                "/api/dead-letters",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/health/flow"
            })
    void evenLookingNeedsASignIn(String path) throws Exception {
        assertThat(bridge.get(path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void whetherItIsUpIsToldToAnybodyAndNothingElse(String path) throws Exception {
        assertThat(bridge.get(path).statusCode()).isEqualTo(200);
        assertThat(bridge.get(path).body()).doesNotContain("lab", "components", "details");
    }

    @Test
    void aTokenToLookWithLooksWhateverTheHostIsCalled() throws Exception {
        String token = "Bearer 0123456789abcdef-graphs";
        assertThat(bridge.get("/actuator/prometheus", "Authorization", token, "Host", "bridge.example.org")
                        .statusCode())
                .isEqualTo(200);
        assertThat(bridge.post(REDRIVE, "Authorization", token).statusCode()).isEqualTo(403);
    }

    @Test
    void whomTheProviderVouchesForMayLookAndActByName(CapturedOutput output) throws Exception {
        String token = "Bearer "
                + provider.token("carol", "health-events", Instant.now().plusSeconds(60));
        assertThat(bridge.get("/api/status", "Authorization", token).statusCode())
                .isEqualTo(200);
        assertThat(bridge.post(REDRIVE, "Authorization", token).statusCode()).isEqualTo(200);
        await().untilAsserted(() ->
                assertThat(output.getAll()).contains("carol from 127.0.0.1: POST /api/dead-letters/redrive: 200"));
    }

    @Test
    void aTokenForAnotherServiceIsRefused() throws Exception {
        assertThat(status(provider.token("carol", "mail", Instant.now().plusSeconds(60))))
                .isEqualTo(401);
    }

    @Test
    void aTokenThatHasRunOutIsRefused() throws Exception {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        assertThat(status(provider.token("carol", "health-events", past))).isEqualTo(401);
    }

    @Test
    void aTokenThatAnotherSignedIsRefused() throws Exception {
        try (StandInProvider other = StandInProvider.start()) {
            assertThat(status(other.as(provider)
                            .token("carol", "health-events", Instant.now().plusSeconds(60))))
                    .isEqualTo(401);
        }
    }

    @Test
    void withoutAnySignInItDoesNotStart(CapturedOutput output) {
        assertThatThrownBy(() -> GuardedBridge.start(directory.resolve("other"), "--server.address=0.0.0.0"));
        assertThat(output.getAll())
                .contains("server.address is 0.0.0.0, so that others reach the bridge, but nobody can sign in.")
                .contains("Set health-events.access.user and health-events.access.password")
                .doesNotContain("\tat ");
    }

    private static int status(String token) throws Exception {
        return bridge.get("/api/status", "Authorization", "Bearer " + token).statusCode();
    }
}

package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.feed.http.AuthorizationServer;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.feed.http.RecordedServer.Asked;
import dev.healthevents.feed.http.SecretCheck;
import dev.healthevents.standin.HistoryServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole bridge, with everything logged that can be, and servers that echo what they were sent. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void neitherTheLogNorTheStatusShowsThem(CapturedOutput output) throws Exception {
        try (AuthorizationServer tokens = new AuthorizationServer(
                        Clock.systemUTC(), Duration.ofMinutes(5), null, new SecretCheck("me", "client-s3cret", false));
                RecordedServer fhir = RecordedServer.judging(SecretsTest::echo);
                ConfigurableApplicationContext bridge = start(fhir.url("/fhir"), tokens.tokenUrl(), "client-s3cret")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> tokens.requests() > 2);
            String status = status(bridge);
            assertThat(status).contains("401", "A new token was refused as well");
            assertThat(fhir.asked().get(0).header("X-api-key")).isEqualTo("header-s3cret");
            assertThat(status + output.getAll()).doesNotContain("s3cret", "tok-", "bWU6Y2xpZW50");
        }
    }

    @Test
    void noneIsShownWhenTheTokenEndpointRefusesThem(CapturedOutput output) throws Exception {
        try (AuthorizationServer tokens = new AuthorizationServer(
                        Clock.systemUTC(), Duration.ofMinutes(5), null, new SecretCheck("me", "another", false));
                RecordedServer fhir = RecordedServer.judging(SecretsTest::echo);
                ConfigurableApplicationContext bridge = start(fhir.url("/fhir"), tokens.tokenUrl(), "client-s3cret")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> tokens.requests() > 1);
            await().atMost(Duration.ofSeconds(5)).until(() -> status(bridge).contains("invalid_client"));
            assertThat(status(bridge) + output.getAll()).doesNotContain("s3cret", "bWU6Y2xpZW50");
            assertThat(fhir.asked()).isEmpty();
        }
    }

    @Test
    void aTopicThatEchoesItsKeyDoesNotGetItIntoTheLogOrTheStatus(CapturedOutput output) throws Exception {
        try (HistoryServer fhir = HistoryServer.start();
                RecordedServer topic = RecordedServer.judging(asked -> Answer.of(
                        400, "{\"error\":{\"message\":\"" + asked.header("Aeg-sas-key") + " is not known\"}}"));
                ConfigurableApplicationContext bridge = start(
                        "--health-events.sources.lab.type=fhir",
                        "--health-events.sources.lab.url=" + fhir.url(),
                        "--health-events.sources.lab.start=beginning",
                        "--health-events.sinks.event-grid.endpoint=" + topic.url("/api/events"),
                        "--health-events.sinks.event-grid.access-key=topic-s3cret")) {
            fhir.create("Patient", "1");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> get(bridge, "/api/dead-letters").contains("BadRequest"));
            assertThat(topic.asked().get(0).header("Aeg-sas-key")).isEqualTo("topic-s3cret");
            assertThat(status(bridge) + get(bridge, "/api/dead-letters") + output.getAll())
                    .doesNotContain("topic-s3cret");
        }
    }

    private static Answer echo(Asked asked) {
        String words = asked.header("Authorization") + " and " + asked.header("X-api-key") + " are not known";
        return Answer.of(401, "{\"message\":\"" + words + "\"}").with("Content-Type", "application/json");
    }

    private ConfigurableApplicationContext start(URI url, URI tokenUrl, String secret) {
        String source = "--health-events.sources.lab.";
        List<String> arguments = new ArrayList<>();
        arguments.add(source + "type=fhir");
        arguments.add(source + "url=" + url);
        arguments.add(source + "auth.type=oauth2");
        arguments.add(source + "auth.token-url=" + tokenUrl);
        arguments.add(source + "auth.client-id=me");
        arguments.add(source + "auth.client-secret=" + secret);
        arguments.add(source + "auth.headers.X-Api-Key=header-s3cret");
        return start(arguments.toArray(String[]::new));
    }

    private ConfigurableApplicationContext start(String... configured) {
        List<String> arguments = new ArrayList<>(List.of(configured));
        arguments.add("--health-events.sinks.file.path=" + directory.resolve("events.ndjson"));
        arguments.add("--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"));
        arguments.add("--health-events.routes-directory=" + directory);
        arguments.add("--health-events.access.user=me");
        arguments.add("--health-events.access.password=password-s3cret");
        arguments.add("--health-events.access.tokens.robot=0123456789-robot-s3cret");
        arguments.add("--health-events.tracing.endpoint=http://127.0.0.1:1");
        arguments.add("--health-events.tracing.headers.Authorization=tracing-s3cret");
        arguments.add("--server.port=0");
        arguments.add("--logging.level.root=debug");
        arguments.add("--logging.level.dev.healthevents=trace");
        return new SpringApplication(HealthEventsApplication.class).run(arguments.toArray(String[]::new));
    }

    private static String status(ConfigurableApplicationContext bridge) throws Exception {
        return get(bridge, "/api/status");
    }

    private static String get(ConfigurableApplicationContext bridge, String path) throws Exception {
        String port = bridge.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}

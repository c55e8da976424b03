package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.feed.http.RecordedServer.Asked;
import dev.healthevents.standin.HistoryServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole bridge, with everything logged that can be, and functions that echo what they were sent. */
@ExtendWith(OutputCaptureExtension.class)
class FunctionsSecretsTest {

    private static final String SINK = "--health-events.sinks.functions.";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {200, 307, 401, 500})
    void neitherTheLogNorTheStatusShowsTheKeyOfAnHttpTrigger(int status, CapturedOutput output) throws Exception {
        try (HistoryServer fhir = HistoryServer.start();
                RecordedServer functions = RecordedServer.judging(asked -> echo(asked, status));
                ConfigurableApplicationContext bridge = start(
                        fhir,
                        SINK + "url=" + functions.url("/api/f"),
                        SINK + "key=key-s3cret==",
                        SINK + "headers.Authorization=Bearer own-s3cret")) {
            fhir.create("Patient", "1");
            String told = told(bridge, functions, status);
            assertThat(functions.asked().get(0).header("X-functions-key")).isEqualTo("key-s3cret==");
            assertThat(functions.asked().get(0).header("Authorization")).isEqualTo("Bearer own-s3cret");
            assertThat(told + output.getAll()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 307, 401, 500})
    void neitherTheLogNorTheStatusShowsTheCodeOfAnEventGridTrigger(int status, CapturedOutput output) throws Exception {
        try (HistoryServer fhir = HistoryServer.start();
                RecordedServer functions = RecordedServer.judging(asked -> echo(asked, status));
                ConfigurableApplicationContext bridge = start(
                        fhir,
                        SINK + "url=" + functions.url("/runtime/webhooks/EventGrid?functionName=f"),
                        SINK + "key=key-s3cret==",
                        SINK + "trigger=event-grid")) {
            fhir.create("Patient", "1");
            String told = told(bridge, functions, status);
            assertThat(functions.asked().get(0).uri().getRawQuery()).isEqualTo("functionName=f&code=key-s3cret%3D%3D");
            assertThat(told + output.getAll()).doesNotContain("s3cret");
        }
    }

    @Test
    void aServerThatIsNotThereIsToldOfWithoutThem(CapturedOutput output) throws Exception {
        try (HistoryServer fhir = HistoryServer.start();
                ConfigurableApplicationContext bridge =
                        start(fhir, SINK + "url=http://127.0.0.1:1/api/f?sig=url-s3cret", SINK + "key=key-s3cret")) {
            fhir.create("Patient", "1");
            await().atMost(Duration.ofSeconds(20)).until(() -> status(bridge).contains("Connection refused"));
            assertThat(status(bridge) + output.getAll()).doesNotContain("s3cret");
        }
    }

    private static String told(ConfigurableApplicationContext bridge, RecordedServer functions, int status)
            throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !functions.asked().isEmpty()
                        && (status < 300 || status == 401 || status(bridge).contains("answered " + status)));
        return status(bridge);
    }

    private static Answer echo(Asked asked, int status) {
        String words = asked.header("Authorization") + asked.header("X-functions-key") + asked.uri();
        return Answer.of(status, words)
                .with("Content-Type", "text/plain")
                .with("X-Echo", words)
                .with("Location", asked.uri().toString());
    }

    private ConfigurableApplicationContext start(HistoryServer fhir, String... sink) {
        List<String> arguments = new ArrayList<>(List.of(sink));
        arguments.add("--health-events.sources.lab.type=fhir");
        arguments.add("--health-events.sources.lab.url=" + fhir.url());
        arguments.add("--health-events.sources.lab.start=beginning");
        // The server is in this JVM too, and logs what it is asked.
        arguments.add("--logging.level.com.sun.net.httpserver=off");
        arguments.add("--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"));
        arguments.add("--health-events.routes-directory=" + directory);
        arguments.add("--server.port=0");
        arguments.add("--logging.level.root=debug");
        arguments.add("--logging.level.org.apache=trace");
        arguments.add("--logging.level.org.apache.camel=trace");
        arguments.add("--logging.level.dev.healthevents=trace");
        return new SpringApplication(HealthEventsApplication.class).run(arguments.toArray(String[]::new));
    }

    private static String status(ConfigurableApplicationContext bridge) throws Exception {
        String port = bridge.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/status"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}

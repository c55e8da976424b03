package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.HealthEventsApplication;
import dev.healthevents.standin.HistoryServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The events as they come, as a program gets them. */
class EventStreamTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger IDS = new AtomicInteger();

    @TempDir
    static Path directory;

    private static HistoryServer server;
    private static ConfigurableApplicationContext bridge;

    private final List<Follower> followers = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = HistoryServer.start();
        bridge = bridge("state.db");
    }

    private static ConfigurableApplicationContext bridge(String state) {
        return SpringApplication.run(
                HealthEventsApplication.class,
                "--server.port=0",
                "--health-events.state.url=jdbc:sqlite:" + directory.resolve(state),
                "--health-events.sinks.file.path=" + directory.resolve(state + ".ndjson"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.start=beginning",
                "--health-events.sources.lab.poll-interval=50ms");
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        server.close();
    }

    @AfterEach
    void hangUp() throws Exception {
        for (Follower follower : followers) {
            follower.close();
        }
    }

    @Test
    void anEventComesAsItIsAnnouncedAsACloudEvent() throws Exception {
        Follower follower = follow("?subject=Patient/new-", null);
        server.create("Patient", "new-1");

        await().until(() -> follower.subjects().size() == 1);
        assertThat(follower.subjects()).containsExactly("127.0.0.1/Patient/new-1");
        assertThat(follower.lines("id:")).hasSize(1);
    }

    @Test
    void theLastOnesComeFirstIfTheyAreAskedForOldestFirst() throws Exception {
        String name = announced(3);
        Follower follower = follow("?last=2&subject=" + name, null);

        await().until(() -> follower.subjects().size() == 2);
        assertThat(follower.subjects()).allMatch(subject -> !subject.endsWith("-0"));
        assertThat(follower.subjects().get(1)).endsWith("-2");
    }

    @Test
    void whoComesBackGetsWhatCameMeanwhileAndNothingTwice() throws Exception {
        String name = announced(1);
        Follower first = follow("?last=1&subject=" + name, null);
        await().until(() -> first.subjects().size() == 1);
        String known = first.lines("id:").get(0);
        server.create("Patient", name + "-1");
        server.create("Patient", name + "-2");
        await().until(() -> recent().contains(name + "-2"));

        Follower again = follow("?last=50&subject=" + name, known);
        await().until(() -> again.subjects().size() == 2);
        assertThat(again.subjects().get(0)).endsWith("-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?type=Created    | type 'Created' is none of Microsoft.HealthcareApis.FhirResourceCreated",
                "?resourceType=X  | resourceType 'X' is no FHIR resource type.",
                "?last=-1         | last must be a whole number from 0 to 1000.",
                "?last=1001       | last must be a whole number from 0 to 1000.",
            })
    void whatCanNotBeIsToldAsAProblem(String query, String detail) throws Exception {
        HttpResponse<String> response = CLIENT.send(request(bridge, query, null), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(response.body()).get("detail").asText())
                .startsWith(detail);
    }

    @Test
    void oneMoreThanCanBeServedIsToldSoAndGetsInWhenAnotherHasGone() throws Exception {
        ConfigurableApplicationContext crowded = bridge("crowded.db");
        try {
            List<InputStream> all = new ArrayList<>();
            for (int i = 0; i < EventStream.FOLLOWERS; i++) {
                all.add(CLIENT.send(request(crowded, "", null), BodyHandlers.ofInputStream())
                        .body());
            }
            assertThat(CLIENT.send(request(crowded, "", null), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(503);
            all.get(0).close();
            AtomicInteger written = new AtomicInteger();
            await().until(() -> {
                // Whether a follower has gone is found out by writing to it.
                server.create("Patient", "crowded-" + written.incrementAndGet());
                HttpResponse<InputStream> one = CLIENT.send(request(crowded, "", null), BodyHandlers.ofInputStream());
                one.body().close();
                return one.statusCode() == 200;
            });
        } finally {
            crowded.close();
        }
    }

    @Test
    void whoLooksOnDoesNotHoldUpTheEnd() throws Exception {
        ConfigurableApplicationContext other = bridge("other.db");
        HttpResponse<InputStream> following = CLIENT.send(request(other, "", null), BodyHandlers.ofInputStream());
        long began = System.nanoTime();
        other.close();

        // Thirty seconds are what the web server would wait.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        following.body().close();
    }

    private static String announced(int count) {
        String name = "p" + IDS.incrementAndGet();
        for (int i = 0; i < count; i++) {
            server.create("Patient", name + "-" + i);
        }
        await().until(() -> recent().contains(name + "-" + (count - 1)));
        return name;
    }

    private static String recent() throws Exception {
        URI events = URI.create(base(bridge) + "?limit=100");
        return CLIENT.send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofString())
                .body();
    }

    private Follower follow(String query, String after) throws Exception {
        Follower follower = new Follower(CLIENT.send(request(bridge, query, after), BodyHandlers.ofInputStream()));
        followers.add(follower);
        return follower;
    }

    private static HttpRequest request(ConfigurableApplicationContext of, String query, String after) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base(of) + "/stream" + query));
        if (after != null) {
            request.header("Last-Event-ID", after);
        }
        return request.build();
    }

    private static String base(ConfigurableApplicationContext of) {
        return "http://127.0.0.1:" + of.getEnvironment().getProperty("local.server.port") + "/api/events";
    }
}

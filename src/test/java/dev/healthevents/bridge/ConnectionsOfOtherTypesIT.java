package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicFailure;
import dev.healthevents.standin.eventgrid.TopicSchema;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionAnswer;
import dev.healthevents.standin.functions.FunctionsHost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several connections of a topic of Event Grid and of a route of one's own, at once, with the state in PostgreSQL. */
class ConnectionsOfOtherTypesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RESOURCES = 30;
    private static final int VERSIONS = 10;

    /** Sends each event of a batch to a function; what fails is told by the outbox. */
    private static final String ROUTE = """
            - route:
                id: legacy-sink
                errorHandler: {noErrorHandler: {}}
                from:
                  uri: outbox:legacy
                  parameters: {batchSize: 3}
                  steps:
                    - split:
                        expression: {simple: {expression: "${body}"}}
                        stopOnException: true
                        steps:
                          - setHeader: {name: Content-Type, expression: {constant: {expression: "%s"}}}
                          - setHeader: {name: x-functions-key, expression: {constant: {expression: "%s"}}}
                          - to: {uri: "%s"}
            """;

    @TempDir
    Path directory;

    private EmbeddedPostgres postgres;
    private HistoryServer server;
    private EventGridTopic topic;
    private FunctionsHost host;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        server = HistoryServer.start();
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
        host = FunctionsHost.start().function("old", Binding.CLOUD_EVENT);
        bridge = new Bridge(directory, server.url())
                .set("health-events.state.url", postgres.getJdbcUrl("postgres", "postgres"))
                .set("health-events.sinks.topic.type", "event-grid")
                .set("health-events.sinks.topic.endpoint", topic.url())
                .set("health-events.sinks.topic.access-key", EventGridTopic.KEY)
                .set("health-events.sinks.topic.connections", "4")
                .set("health-events.sinks.topic.retry.delays", "300ms")
                .set("health-events.sinks.legacy.type", "route")
                .set("health-events.sinks.legacy.connections", "4")
                .set("health-events.sinks.legacy.retry.delays", "300ms");
        Files.createDirectory(bridge.routes());
        Files.writeString(
                bridge.routes().resolve("legacy-sink.camel.yaml"),
                ROUTE.formatted(
                        "application/cloudevents+json; charset=utf-8", FunctionsHost.FUNCTION_KEY, host.url("old")));
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        host.close();
        topic.close();
        server.close();
        postgres.close();
    }

    @Test
    void eachResourceIsInOrderAtBothThroughFailures() {
        topic.slow(Duration.ofMillis(20));
        topic.failRandomly(0.1, TopicFailure.SERVER_ERROR, TopicFailure.UNAVAILABLE, TopicFailure.RESET_AFTER_STORING);
        host.slow(Duration.ZERO, Duration.ofMillis(20));
        host.answerRandomly(0.03, FunctionAnswer.of(500), FunctionAnswer.of(503), FunctionAnswer.CUT);
        bridge.start();
        for (int version = 0; version < VERSIONS; version++) {
            server.transaction(IntStream.range(0, RESOURCES)
                    .mapToObj(resource -> Write.update("Patient", "p" + resource))
                    .toList());
        }
        List<String> truth = server.history().stream().map(Announced::expected).toList();

        await().atMost(PATIENCE)
                .until(() -> bridge.announced().size() == truth.size()
                        && bridge.sink("topic").outbox().pending() == 0
                        && bridge.sink("legacy").outbox().pending() == 0);
        assertThat(inOrder(topic.events())).isEqualTo(Announced.byResource(truth));
        assertThat(inOrder(host.taken("old"))).isEqualTo(Announced.byResource(truth));
        assertThat(bridge.get("/api/dead-letters")).isEqualTo("[]");
    }

    /** By resource, repeats left out. */
    private static Object inOrder(List<String> events) {
        return Announced.byResource(events.stream()
                .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                .distinct()
                .toList());
    }
}

package dev.healthevents.camel.sink;

import static dev.healthevents.source.Events.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.camel.routes.RouteFiles;
import dev.healthevents.camel.routes.RouteFilesStatus;
import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.camel.routes.RouteLoader;
import dev.healthevents.camel.routes.RouteReloader;
import dev.healthevents.camel.routes.SinkRoute;
import dev.healthevents.delivery.SinkStatus;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.Sources;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionAnswer;
import dev.healthevents.standin.functions.FunctionRequest;
import dev.healthevents.standin.functions.FunctionsHost;
import dev.healthevents.state.RouteFileCopies;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsSinkRouteTest {

    private static final HealthEvent EVENT = created("Patient", "1");
    private static final String ENCODED = new String(EventSchema.CLOUD_EVENTS.write(EVENT), StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private FunctionsHost host;
    private RouteHarness routes;

    @BeforeEach
    void start() throws Exception {
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        routes = new RouteHarness(directory, "functions");
    }

    @AfterEach
    void stop() throws Exception {
        routes.close();
        host.close();
    }

    @Test
    void anEventGoesOutByteByByteAsOneCloudEvent() throws Exception {
        load(1);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> routes.outbox("functions").isEmpty());
        FunctionRequest request = host.requests().get(0);
        assertThat(request.text()).isEqualTo(ENCODED);
        assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents+json; charset=utf-8");
    }

    @Test
    void severalEventsGoOutAsOneBatchInOrder() throws Exception {
        load(10);
        host.refuse();
        // The first of them is the one that finds out that the host is back.
        List<HealthEvent> events = List.of(EVENT, created("Patient", "2"), created("Patient", "3"));
        events.forEach(event -> routes.announce("direct:health-events", event));
        host.listen();

        await().until(() -> host.taken("clouds").size() == 3);
        FunctionRequest request = host.requests().get(host.requests().size() - 1);
        assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents-batch+json; charset=utf-8");
        assertThat(host.taken("clouds"))
                .containsExactlyElementsOf(events.stream()
                        .map(event -> new String(EventSchema.CLOUD_EVENTS.write(event), StandardCharsets.UTF_8))
                        .toList());
    }

    @Test
    void aSinkOfBatchesSendsABatchOfOneToo() throws Exception {
        load(10);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> routes.outbox("functions").isEmpty());
        assertThat(host.requests().get(0).text()).isEqualTo("[" + ENCODED + "]");
    }

    @Test
    void nothingOfOursOrOfCamelsGoesOutInAHeader() throws Exception {
        load(1);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> routes.outbox("functions").isEmpty());
        assertThat(host.requests().get(0).headers().keySet())
                .containsExactlyInAnyOrder(
                        "Connection", "Content-Length", "Content-Type", "Host", "User-Agent", "x-functions-key");
    }

    @Test
    void manyRequestsGoOverOneConnection() throws Exception {
        load(1);

        for (int i = 0; i < 20; i++) {
            routes.announce("direct:health-events", created("Patient", String.valueOf(i)));
        }

        await().until(() -> routes.outbox("functions").isEmpty());
        assertThat(host.requests())
                .hasSize(20)
                .extracting(FunctionRequest::clientPort)
                .containsOnly(host.requests().get(0).clientPort());
    }

    @ParameterizedTest
    @ValueSource(ints = {205, 206, 304, 404, 500})
    void anAnswerOtherThan200To204IsAFailure(int status) throws Exception {
        load(1);
        host.answerNext(FunctionAnswer.of(status), 1);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> status().failed() > 0 && isDelivered());
        assertThat(routes.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 413})
    void anEventThatTheFunctionWillNotTakeIsADeadLetterAtOnce(int status) throws Exception {
        load(1);
        host.fail("clouds", EVENT.id().toString(), status);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> routes.deadLetters().size() == 1);
        assertThat(routes.outbox("functions")).isEmpty();
    }

    @Test
    void everyAnswerFrom200To204IsSuccess() throws Exception {
        load(1);
        for (int status = 200; status <= 204; status++) {
            host.answerNext(FunctionAnswer.of(status), 1);
            routes.announce("direct:health-events", created("Patient", String.valueOf(status)));
        }

        await().until(() -> routes.outbox("functions").isEmpty());
        assertThat(host.requests()).hasSize(5);
    }

    @Test
    void noRedirectIsFollowedAndWhereToIsNotTold() throws Exception {
        load(1);
        String elsewhere = host.url("elsewhere") + "?code=" + FunctionsHost.FUNCTION_KEY;
        host.answerNext(new FunctionAnswer(307, Map.of("Location", elsewhere), "moved to " + elsewhere), 1);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> status().failed() > 0 && isDelivered());
        assertThat(host.requests()).extracting(FunctionRequest::path).containsOnly("/api/clouds");
    }

    @Test
    void theQueryIsSentAsItIsConfiguredEachTime() throws Exception {
        String query = "api-version=1&sig=a%2Bb%3D%3D";
        load(1, new FunctionsClient(query, Map.of("x-functions-key", FunctionsHost.FUNCTION_KEY)));
        host.answerNext(FunctionAnswer.of(503).after(1), 1);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> status().failed() > 0 && isDelivered());
        assertThat(host.requests().get(0).query()).containsEntry("sig", "a+b==").containsEntry("api-version", "1");
    }

    @Test
    void anEventWhoseConnectionIsCutAfterItWasTakenComesAgainWithTheSameId() throws Exception {
        load(1);
        host.cutAfterTaking(1);

        routes.announce("direct:health-events", EVENT);

        await().until(() -> host.taken("clouds").size() == 2);
        assertThat(host.taken("clouds")).containsExactly(ENCODED, ENCODED);
        await().until(() -> routes.outbox("functions").isEmpty());
    }

    @Test
    void theRouteCanBeReplacedWhileItRuns() throws Exception {
        load(1);
        routes.announce("direct:health-events", EVENT);
        await().until(() -> routes.outbox("functions").isEmpty());
        String bundled = Files.readString(Path.of("src/main/resources/routes/functions-sink.camel.yaml"));
        RouteFiles files = new RouteFiles(
                directory, List.of("changes.camel.yaml", "health-events.camel.yaml", "functions-sink.camel.yaml"));
        RouteFilesStatus status = new RouteFilesStatus(Clock.systemUTC());
        SinkRoute sink = new SinkRoute("functions", "functions-sink", parameters(host.url("clouds"), 1));
        RouteReloader reloader = new RouteReloader(
                routes.context(),
                files,
                new RouteLoader(new Sources(List.of()), List.of(sink)),
                new RouteFileCopies(routes.database()),
                status);
        routes.context().getRouteController().stopRoute("functions-sink");
        routes.context().removeRoute("functions-sink");
        reloader.start();

        Files.writeString(directory.resolve("functions-sink.camel.yaml"), bundled + "# mine\n");
        reloader.look();
        reloader.look();
        assertThat(status.refusal()).isNull();
        assertThat(status.used()).containsExactly("functions-sink.camel.yaml");
        routes.announce("direct:health-events", created("Patient", "2"));

        await().until(() -> host.taken("clouds").size() == 2);
    }

    private SinkStatus status() {
        return routes.sink("functions").status();
    }

    private boolean isDelivered() {
        return routes.sink("functions").outbox().pending() == 0;
    }

    private void load(int batchSize) throws Exception {
        load(batchSize, new FunctionsClient(null, Map.of("x-functions-key", FunctionsHost.FUNCTION_KEY)));
    }

    private void load(int batchSize, FunctionsClient client) throws Exception {
        URI url = host.url("clouds");
        Properties placeholders = new Properties();
        parameters(url, batchSize).forEach((name, value) -> placeholders.put("functions." + name, value));
        routes.context().getPropertiesComponent().setOverrideProperties(placeholders);
        routes.context()
                .getRegistry()
                .bind("functionsRequest", new FunctionsRequest(EventSchema.CLOUD_EVENTS, batchSize > 1));
        routes.context().getRegistry().bind("functionsClient", client);
        routes.context().getRegistry().bind("functionsAnswer", new FunctionsAnswer(url));
        routes.load(directory, "dead-letters.camel.yaml", "health-events.camel.yaml", "functions-sink.camel.yaml");
    }

    private static Map<String, String> parameters(URI url, int batchSize) {
        return Map.of(
                "url",
                url.toString(),
                "batch-size",
                String.valueOf(batchSize),
                "request",
                "functionsRequest",
                "client",
                "#bean:functionsClient",
                "answer",
                "functionsAnswer");
    }
}

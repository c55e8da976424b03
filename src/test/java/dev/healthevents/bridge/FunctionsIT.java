package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.models.CloudEvent;
import com.azure.messaging.eventgrid.EventGridEvent;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionAnswer;
import dev.healthevents.standin.functions.FunctionRequest;
import dev.healthevents.standin.functions.FunctionsHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a FHIR server to functions of both triggers, read there by Azure's SDK. */
class FunctionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SINK = "health-events.sinks.functions.";

    @TempDir
    Path directory;

    private HistoryServer server;
    private FunctionsHost host;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        server.create("Patient", "1");
        server.update("Patient", "1");
        server.delete("Patient", "1");
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT).function("grid", Binding.EVENT_GRID_EVENT);
        bridge = new Bridge(directory, server.url());
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        server.close();
    }

    @Test
    void anHttpTriggerGetsEveryChangeAsACloudEventInARequestOfItsOwn() {
        bridge.set(SINK + "url", host.url("clouds").toString())
                .set(SINK + "key", FunctionsHost.FUNCTION_KEY)
                .start();

        received("clouds");
        assertThat(host.requests()).hasSize(3);
        assertCloudEvents(host.requests().stream().map(FunctionRequest::text));
    }

    @Test
    void anHttpTriggerGetsEveryChangeInTheEventGridSchema() {
        bridge.set(SINK + "url", host.url("grid").toString())
                .set(SINK + "key", FunctionsHost.FUNCTION_KEY)
                .set(SINK + "schema", "event-grid")
                .start();

        received("grid");
        assertThat(host.requests()).hasSize(3);
        assertEventGridEvents(host.requests().stream().map(FunctionRequest::text));
    }

    @Test
    void anEventGridTriggerGetsEveryChangeAsACloudEvent() {
        bridge.set(SINK + "url", host.eventGridUrl("clouds").toString())
                .set(SINK + "key", FunctionsHost.SYSTEM_KEY)
                .set(SINK + "trigger", "event-grid")
                .start();

        received("clouds");
        assertCloudEvents(host.taken("clouds").stream());
    }

    @Test
    void anEventGridTriggerGetsEveryChangeInTheEventGridSchema() {
        bridge.set(SINK + "url", host.eventGridUrl("grid").toString())
                .set(SINK + "key", FunctionsHost.SYSTEM_KEY)
                .set(SINK + "trigger", "event-grid")
                .set(SINK + "schema", "event-grid")
                .start();

        received("grid");
        assertEventGridEvents(host.taken("grid").stream());
    }

    @Test
    void anotherWebhookGetsHeadersOfItsOwn() {
        bridge.set(SINK + "url", host.url("clouds").toString())
                .set(SINK + "headers.X-Functions-Key", FunctionsHost.FUNCTION_KEY)
                .set(SINK + "headers.Authorization", "Bearer abc")
                .start();

        received("clouds");
        assertThat(host.requests().get(0).header("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void whatAFunctionAnswers503ToComesWhenItIsWell() {
        host.answerNext(FunctionAnswer.of(503).after(1), 2);
        bridge.set(SINK + "url", host.url("clouds").toString())
                .set(SINK + "key", FunctionsHost.FUNCTION_KEY)
                .set(SINK + "retry.delays", "200ms")
                .start();

        received("clouds");
        assertThat(bridge.announced()).hasSize(3);
    }

    private void received(String function) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(host.taken(function)).hasSize(3));
    }

    private static void assertCloudEvents(Stream<String> requests) {
        List<CloudEvent> events =
                requests.flatMap(text -> CloudEvent.fromString(text).stream()).toList();
        assertThat(events)
                .extracting(CloudEvent::getType)
                .containsExactly(
                        "Microsoft.HealthcareApis.FhirResourceCreated",
                        "Microsoft.HealthcareApis.FhirResourceUpdated",
                        "Microsoft.HealthcareApis.FhirResourceDeleted");
        assertThat(events).extracting(CloudEvent::getSubject).containsOnly("127.0.0.1/Patient/1");
    }

    private static void assertEventGridEvents(Stream<String> requests) {
        List<EventGridEvent> events = requests.flatMap(text -> EventGridEvent.fromString(text).stream())
                .toList();
        assertThat(events)
                .extracting(EventGridEvent::getEventType)
                .containsExactly(
                        "Microsoft.HealthcareApis.FhirResourceCreated",
                        "Microsoft.HealthcareApis.FhirResourceUpdated",
                        "Microsoft.HealthcareApis.FhirResourceDeleted");
        assertThat(events).extracting(EventGridEvent::getDataVersion).containsExactly("1", "2", "3");
    }
}

package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.healthevents.delivery.RetryPolicy;
import dev.healthevents.event.EventSchema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is taken from the event subscriptions in docs/examples/subscriptions, and what is refused. */
class SubscriptionFileTest {

    private static final Path EXAMPLES = Path.of("docs/examples/subscriptions");
    private static final String FUNCTION =
            "https://clinic-laboratory.azurewebsites.net/runtime/webhooks/EventGrid?functionName=results";

    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    Path directory;

    @Test
    void retriesSchemaAndBatchesAreThoseOfTheSubscription() {
        ConfiguredSink sink = example("results", "url", FUNCTION);
        assertThat(policy(sink).attempts()).isEqualTo(12);
        assertThat(policy(sink).timeToLive()).isEqualTo(Duration.ofHours(2));
        assertThat(sink.properties().schema()).isEqualTo(EventSchema.CLOUD_EVENTS);
        assertThat(sink.properties().batchSize()).isEqualTo(1);
    }

    @Test
    void whatIsSetWins() {
        ConfiguredSink sink =
                example("results", "url", FUNCTION, "retry.attempts", "3", "schema", "event-grid", "batch-size", "50");
        assertThat(policy(sink).attempts()).isEqualTo(3);
        assertThat(policy(sink).timeToLive()).isEqualTo(Duration.ofHours(2));
        assertThat(sink.properties().schema()).isEqualTo(EventSchema.EVENT_GRID);
        assertThat(sink.properties().batchSize()).isEqualTo(50);
    }

    @Test
    void withoutASubscriptionTheDefaultsAreThoseOfEventGrid() {
        settings.put("health-events.sinks.file.path", "events.ndjson");
        ConfiguredSink sink = properties().configuredSink("file");
        assertThat(policy(sink).attempts()).isEqualTo(30);
        assertThat(policy(sink).timeToLive()).isEqualTo(Duration.ofHours(24));
        assertThat(sink.properties().schema()).isEqualTo(EventSchema.CLOUD_EVENTS);
    }

    @Test
    void aFunctionIsASinkOfTypeFunctionsBehindAnEventGridTrigger() {
        ConfiguredSink sink = example("results", "url", FUNCTION);
        sink.check();
        assertThat(sink.type()).isEqualTo(SinkType.FUNCTIONS);
        assertThat(sink.properties().trigger()).isEqualTo("event-grid");
    }

    @Test
    void theUrlOfAFunctionIsNotGuessedButAskedFor() {
        assertThatThrownBy(() -> example("results"))
                .isInstanceOfSatisfying(
                        WrongConfigurationException.class,
                        e -> assertThat(e.mend())
                                .isEqualTo(
                                        "Set it to " + FUNCTION
                                                + ", and the key beside it to the system key eventgrid_extension of clinic-laboratory"))
                .hasMessage("health-events.sinks.results.url is missing, and health-events.sinks.results."
                        + "subscription-file has the function's resource id, which tells no URL");
    }

    @Test
    void anEventHubIsToldByItsResourceId() {
        ConfiguredSink sink = example("images");
        assertThat(sink).isInstanceOf(EventHubsSink.class);
        EventHubsConnection connection = EventHubsConnection.of((EventHubsSink) sink);
        assertThat(connection.brokers()).isEqualTo("clinic-radiology.servicebus.windows.net:9093");
        assertThat(connection.topic()).isEqualTo("images");
        assertThat(sink.properties().schema()).isEqualTo(EventSchema.EVENT_GRID);
    }

    @Test
    void anEventHubWithAConnectionStringNeedsNoNamespace() {
        ConfiguredSink sink = example(
                "images",
                "connection-string",
                "Endpoint=sb://elsewhere.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=a2V5");
        EventHubsConnection connection = EventHubsConnection.of((EventHubsSink) sink);
        assertThat(connection.brokers()).isEqualTo("elsewhere.servicebus.windows.net:9093");
        assertThat(connection.topic()).isEqualTo("images");
    }

    @Test
    void aWebhookIsCalledAtTheUrlThatIsShown() {
        ConfiguredSink sink = example("registry");
        sink.check();
        assertThat(sink.type()).isEqualTo(SinkType.FUNCTIONS);
        assertThat(sink.properties().url()).isEqualTo("https://registry.example.org/changes");
        assertThat(sink.properties().trigger()).isEqualTo("http");
        assertThat(sink.properties().batchSize()).isEqualTo(10);
    }

    @Test
    void aSinkOfAnotherTypeHasTheRest() {
        ConfiguredSink sink = example("images", "type", "file", "path", "images.ndjson");
        assertThat(sink).isInstanceOf(FileSink.class);
        assertThat(sink.properties().eventHub()).isNull();
        assertThat(SubscribedSink.notTaken("images", sink.properties()).orElseThrow())
                .contains("destination (EventHub)");
    }

    @Test
    void whatMeansSomethingToEventGridOnlyIsTold() {
        assertThat(SubscribedSink.notTaken(
                        "results", example("results", "url", FUNCTION).properties()))
                .hasValue("not taken from docs/examples/subscriptions/results.json: labels");
        assertThat(SubscribedSink.notTaken("images", example("images").properties()))
                .hasValue(
                        "not taken from docs/examples/subscriptions/images.json: deliveryWithResourceIdentity.identity");
        assertThat(SubscribedSink.notTaken("registry", example("registry").properties()))
                .hasValue("not taken from docs/examples/subscriptions/registry.json: expirationTimeUtc");
    }

    @Test
    void deadLettersAreWrittenToTheContainerOfTheSubscription() {
        example("results", "url", FUNCTION);
        assertThat(containers())
                .containsExactly(entry("results", "https://clinicletters.blob.core.windows.net/undelivered"));
    }

    @Test
    void theContainerThatIsSetForAllWins() {
        settings.put("health-events.dead-letters.blob.container-url", "https://a.blob.core.windows.net/all");
        example("results", "url", FUNCTION);
        assertThat(containers()).containsExactly(entry("all", "https://a.blob.core.windows.net/all"));
    }

    @Test
    void theContainerThatIsSetForTheSinkWinsAndTheRestGoToThatOfAll() {
        settings.put("health-events.dead-letters.blob.container-url", "https://a.blob.core.windows.net/all");
        String own = "https://b.blob.core.windows.net/own";
        example("results", "url", FUNCTION, "dead-letters.blob.container-url", own);
        assertThat(containers())
                .containsExactly(entry("all", "https://a.blob.core.windows.net/all"), entry("results", own));
    }

    @Test
    void eachSubscriptionHasAContainerOfItsOwn() throws IOException {
        Path other = directory.resolve("other.json");
        Files.writeString(
                other, Files.readString(EXAMPLES.resolve("results.json")).replace("undelivered", "elsewhere"));
        settings.put("health-events.sinks.other.subscription-file", other.toString());
        example("results", "url", FUNCTION);
        assertThat(containers())
                .containsExactly(
                        entry("other", "https://clinicletters.blob.core.windows.net/elsewhere"),
                        entry("results", "https://clinicletters.blob.core.windows.net/undelivered"));
    }

    private Map<String, String> containers() {
        Map<String, String> urls = new LinkedHashMap<>();
        DeadLetterContainers.of(properties())
                .forEach(container -> urls.put(
                        container.sink() == null ? "all" : container.sink(),
                        container.properties().containerUrl()));
        return urls;
    }

    @Test
    void theAnswerOfTheRestApiIsReadAsWell() throws IOException {
        Path file = directory.resolve("rest.json");
        Files.writeString(file, """
                {"name": "images", "properties": {"filter": {"subjectBeginsWith": "x"}, "destination": {
                  "endpointType": "EventHub", "properties": {
                    "resourceId": "/x/NAMESPACES/clinic-radiology/eventHubs/images"}}}}
                """);
        settings.put("health-events.sinks.images.subscription-file", file.toString());
        ConfiguredSink sink = properties().configuredSink("images");
        assertThat(sink.properties().namespace()).isEqualTo("clinic-radiology.servicebus.windows.net");
        assertThat(SubscriptionFile.read("key", file).filter()).containsEntry("subjectBeginsWith", "x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                | subscription-file is FILE, which holds no event subscription
            []                                | subscription-file is FILE, which holds no event subscription
            {"url": "https://h?code=s3cret"   | subscription-file is FILE, which is no JSON
            {"filter": {}, "destination": {"endpointType": "StorageQueue"}} | type is missing, and health-events.sinks.lab.subscription-file delivers to StorageQueue, for which there is no type of sink
            {"filter": {}, "destination": {"endpointType": "EventHub"}, "retryPolicy": {"maxDeliveryAttempts": "many"}} | subscription-file has a retryPolicy with the maxDeliveryAttempts 'many'
            {"filter": {"subjectBegins": "x"}, "destination": {"endpointType": "WebHook", "endpointBaseUrl": "https://h"}} | subscription-file: filter has the member 'subjectBegins', which is none of
            {"filter": {"includedEventTypes": ["Microsoft.Storage.BlobCreated"]}, "destination": {"endpointType": "WebHook", "endpointBaseUrl": "https://h"}} | subscription-file: filter.includedEventTypes has 'Microsoft.Storage.BlobCreated', which no health event has
            """)
    void whatIsWrongIsToldWithItsKey(String json, String problem) throws IOException {
        Path file = directory.resolve("lab.json");
        Files.writeString(file, json);
        settings.put("health-events.sinks.lab.subscription-file", file.toString());
        assertThatThrownBy(() -> SinkFactory.check(properties().configuredSink("lab")))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageStartingWith("health-events.sinks.lab." + problem.replace("FILE", file.toString()))
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void aFileThatPowerShellWroteIsRead(String charset) throws IOException {
        String json = Files.readString(EXAMPLES.resolve("registry.json"));
        Path file = Files.write(directory.resolve("lab.json"), ("\uFEFF" + json).getBytes(Charset.forName(charset)));
        settings.put("health-events.sinks.lab.subscription-file", file.toString());

        assertThat(policy(properties().configuredSink("lab")).attempts()).isEqualTo(5);
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        settings.put("health-events.sinks.lab.subscription-file", "no.json");
        assertThatThrownBy(() -> properties().configuredSink("lab"))
                .hasMessage(
                        "health-events.sinks.lab.subscription-file is no.json, which does not exist or can't be read");
    }

    @Test
    void aFilterBesideASubscriptionIsRefused() {
        assertThatThrownBy(() -> example("registry", "filter.subjectBeginsWith", "x"))
                .hasMessage("health-events.sinks.registry.filter is set, and health-events.sinks.registry."
                        + "subscription-file, which has a filter of its own, as well");
    }

    private ConfiguredSink example(String name, String... more) {
        settings.put(
                "health-events.sinks." + name + ".subscription-file",
                EXAMPLES.resolve(name + ".json").toString());
        for (int i = 0; i < more.length; i += 2) {
            settings.put("health-events.sinks." + name + "." + more[i], more[i + 1]);
        }
        return properties().configuredSink(name);
    }

    private HealthEventsProperties properties() {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("health-events", HealthEventsProperties.class)
                .get();
    }

    private static RetryPolicy policy(ConfiguredSink sink) {
        return sink.properties().retry().policy("retry", sink.notRetried());
    }
}

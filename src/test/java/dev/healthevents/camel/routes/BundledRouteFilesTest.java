package dev.healthevents.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.healthevents.camel.deadletters.DeadLetterBlobs;
import dev.healthevents.camel.sink.EventGridPlaceholders;
import dev.healthevents.camel.sink.EventHubSink;
import dev.healthevents.camel.sink.EventHubsPlaceholders;
import dev.healthevents.camel.sink.FunctionsAnswer;
import dev.healthevents.camel.sink.FunctionsClient;
import dev.healthevents.camel.sink.FunctionsRequest;
import dev.healthevents.event.EventSchema;
import dev.healthevents.state.DeadLetters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledRouteFilesTest {

    private static final Path ROUTES = Path.of("src/main/resources/routes");

    @TempDir
    Path directory;

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFileOpensWithWhatItDoesTakesGivesAndItsKnobs(String name) throws IOException {
        List<String> opening = Files.readAllLines(ROUTES.resolve(name)).subList(0, 4);

        assertThat(opening)
                .extracting(line -> line.replaceFirst(":.*", ":"))
                .containsExactly("# Does:", "# In:", "# Out:", "# Knobs:");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFileNameTellsEditorsThatItIsACamelRoute(String name) {
        assertThat(name).endsWith(".camel.yaml");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFileIsLoadedByCamel(String name) throws Exception {
        try (RouteHarness harness = new RouteHarness(directory, "file", "event-hubs", "event-grid", "functions")) {
            Properties placeholders = new Properties();
            placeholders.putAll(EventHubsPlaceholders.PROPERTIES);
            placeholders.putAll(EventGridPlaceholders.of("https://t.eventgrid.azure.net/api/events", "key", harness));
            placeholders.put("functions.url", "http://127.0.0.1:9/api/f");
            placeholders.put("functions.batch-size", "1");
            placeholders.put("functions.request", "functionsRequest");
            placeholders.put("functions.client", "#bean:functionsClient");
            placeholders.put("functions.answer", "functionsAnswer");
            placeholders.put("dead-letter-blobs.account", "a");
            placeholders.put("dead-letter-blobs.container", "c");
            harness.context().getPropertiesComponent().setOverrideProperties(placeholders);
            harness.context().getRegistry().bind("eventHub", new EventHubSink(null));
            harness.context()
                    .getRegistry()
                    .bind("functionsRequest", new FunctionsRequest(EventSchema.CLOUD_EVENTS, false));
            harness.context().getRegistry().bind("functionsClient", new FunctionsClient(null, Map.of()));
            harness.context()
                    .getRegistry()
                    .bind("functionsAnswer", new FunctionsAnswer(URI.create("http://127.0.0.1:9")));
            harness.context().getRegistry().bind("deadLetterBlobs", new DeadLetterBlobs());
            harness.context()
                    .getRegistry()
                    .bind(
                            "deadLetterBlobService",
                            new BlobServiceClientBuilder()
                                    .endpoint("https://a.blob.core.windows.net")
                                    .sasToken("sig=a")
                                    .buildClient());
            harness.context().getRegistry().bind("storedDeadLetters", new DeadLetters(harness.database()));
            harness.context().setAutoStartup(false);

            harness.load(directory, "dead-letters.camel.yaml", name);

            int loaded = harness.context().getRouteDefinitions().size()
                    + harness.context().getRouteTemplateDefinitions().size()
                    + harness.context().getRouteConfigurationDefinitions().size();
            assertThat(loaded).isPositive();
        }
    }

    @Test
    void thereIsAFileForEveryStepOfTheWay() throws IOException {
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "fhir-source.camel.yaml",
                        "dicom-source.camel.yaml",
                        "dicomweb-source.camel.yaml",
                        "orthanc-source.camel.yaml",
                        "event-hubs-source.camel.yaml",
                        "changes.camel.yaml",
                        "health-events.camel.yaml",
                        "dead-letters.camel.yaml",
                        "file-sink.camel.yaml",
                        "event-hubs-amqp-sink.camel.yaml",
                        "event-hubs-sink.camel.yaml",
                        "event-grid-sink.camel.yaml",
                        "functions-sink.camel.yaml",
                        "dead-letter-blobs.camel.yaml");
    }
}

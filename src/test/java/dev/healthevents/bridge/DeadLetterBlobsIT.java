package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.demo.AzuriteServer;
import dev.healthevents.demo.NeedsAzurite;
import dev.healthevents.docs.Compatibility;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a function refuses is read back from a real Azurite by Azure's SDK. */
@NeedsAzurite
@ExtendWith(OutputCaptureExtension.class)
class DeadLetterBlobsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BLOB = "health-events.dead-letters.blob.";

    private static AzuriteServer azurite;

    @TempDir
    Path directory;

    private BlobContainerClient container;
    private HistoryServer server;
    private FunctionsHost host;
    private Bridge bridge;

    @BeforeAll
    static void startAzurite() {
        azurite = AzuriteServer.start();
    }

    @AfterAll
    static void stopAzurite() {
        azurite.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String name =
                "test-" + Math.abs(test.getTestMethod().orElseThrow().getName().hashCode());
        container = service().getBlobContainerClient(name);
        container.create();
        server = HistoryServer.start();
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT).function("grid", Binding.EVENT_GRID_EVENT);
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.functions.url", host.url("clouds").toString())
                .set("health-events.sinks.functions.key", FunctionsHost.FUNCTION_KEY);
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        server.close();
    }

    @Test
    void theCompatibilityPageNamesThisAzurite() throws Exception {
        String endpoint = azurite.connectionString().replaceFirst(".*BlobEndpoint=([^;]+).*", "$1");
        String server = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(endpoint)).build(), BodyHandlers.discarding())
                .headers()
                .firstValue("Server")
                .orElseThrow();
        Compatibility.parts("Azurite (Azure Blob Storage)", "real", server.replaceFirst(".*/", ""))
                .is("dead letters as blobs");
    }

    @Test
    void anEventThatAFunctionRefusesIsWrittenAsEventGridWould() {
        refuseEverything();
        byConnectionString().start();

        JsonNode event = onlyEvent();
        assertThat(event.get("subject").asText()).isEqualTo("127.0.0.1/Patient/1");
        assertThat(event.get("deadletterreason").asText()).isEqualTo("PayloadTooLarge");
        assertThat(event.get("lastdeliveryoutcome").asText()).isEqualTo("PayloadTooLarge");
        assertThat(event.get("deliveryattempts").asInt()).isEqualTo(1);
        assertThat(blobs().get(0).getName())
                .matches("FUNCTIONS/20\\d\\d/[1-9]\\d?/[1-9]\\d?/(\\d|1\\d|2[0-3])/[0-9a-f-]{36}\\.json");
    }

    @Test
    void anEventInTheEventGridSchemaGetsEventGridsMembers() {
        refuseEverything();
        bridge.set("health-events.sinks.functions.url", host.url("grid").toString())
                .set("health-events.sinks.functions.schema", "event-grid");
        byConnectionString().start();

        JsonNode event = onlyEvent();
        assertThat(event.get("eventType").asText()).isEqualTo("Microsoft.HealthcareApis.FhirResourceCreated");
        assertThat(event.get("deadLetterReason").asText()).isEqualTo("PayloadTooLarge");
        assertThat(event.has("lastDeliveryAttemptTime")).isTrue();
    }

    @Test
    void aSignatureThatMayOnlyCreateBlobsIsEnoughAndIsNotTold(CapturedOutput output) {
        refuseEverything();
        String signature = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), BlobContainerSasPermission.parse("cw")));
        bridge.set(BLOB + "container-url", container.getBlobContainerUrl() + "?" + signature)
                .set("logging.level.root", "debug")
                .start();

        onlyEvent();
        String secret = signature.replaceFirst(".*sig=([^&]+).*", "$1");
        assertThat(output.getAll()).doesNotContain(secret);
    }

    @Test
    void whileTheStorageIsAwayDeadLettersWait(CapturedOutput output) {
        refuseEverything();
        azurite.stop();
        try {
            byConnectionString().start();
            await().atMost(PATIENCE)
                    .until(() -> output.getAll().contains("Dead letters could not be exported to blob"));
        } finally {
            azurite.run();
        }

        onlyEvent();
        assertThat(bridge.get("/api/dead-letters")).contains("127.0.0.1/Patient/1");
    }

    @Test
    void theDeadLettersOfASinkWithAContainerOfItsOwnAreInThatOneOnly() {
        BlobContainerClient own = service().getBlobContainerClient(container.getBlobContainerName() + "-own");
        own.create();
        refuseEverything();
        String ward = "health-events.sinks.ward.";
        byConnectionString()
                .set(ward + "type", "functions")
                .set(ward + "url", host.url("clouds").toString())
                .set(ward + "key", FunctionsHost.FUNCTION_KEY)
                .set(ward + "dead-letters.blob.connection-string", azurite.connectionString())
                .set(ward + "dead-letters.blob.container", own.getBlobContainerName())
                .start();

        assertThat(onlyEvent().get("deadletterreason").asText()).isEqualTo("PayloadTooLarge");
        assertThat(names(container)).singleElement().asString().startsWith("FUNCTIONS/");
        await().atMost(PATIENCE).until(() -> !names(own).isEmpty());
        assertThat(names(own)).singleElement().asString().startsWith("WARD/");
    }

    private static List<String> names(BlobContainerClient container) {
        return container.listBlobs().stream().map(BlobItem::getName).toList();
    }

    private static BlobServiceClient service() {
        return new BlobServiceClientBuilder()
                .httpClient(new JdkHttpClientBuilder().build())
                .connectionString(azurite.connectionString())
                .buildClient();
    }

    private Bridge byConnectionString() {
        return bridge.set(BLOB + "connection-string", azurite.connectionString())
                .set(BLOB + "container", container.getBlobContainerName());
    }

    private void refuseEverything() {
        host.mostBytes(1);
        server.create("Patient", "1");
    }

    private List<BlobItem> blobs() {
        List<BlobItem> blobs = new ArrayList<>();
        container.listBlobs().forEach(blobs::add);
        return blobs;
    }

    private JsonNode onlyEvent() {
        await().atMost(PATIENCE).until(() -> blobs().size() == 1);
        try {
            JsonNode array = new ObjectMapper()
                    .readTree(container
                            .getBlobClient(blobs().get(0).getName())
                            .downloadContent()
                            .toBytes());
            assertThat(array.isArray()).isTrue();
            assertThat(array).hasSize(1);
            return array.get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

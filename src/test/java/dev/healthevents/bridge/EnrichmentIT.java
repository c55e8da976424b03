package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.HapiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** docs/examples/routes/enrichment with a real HAPI FHIR server. */
@ExtendWith(OutputCaptureExtension.class)
class EnrichmentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path EXAMPLE = Path.of("docs/examples/routes/enrichment");

    @TempDir
    Path directory;

    private HapiHistory fhir;
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        String url = HapiServer.shared().url();
        fhir = new HapiHistory(url);
        bridge = new Bridge(directory, url).set("health-events.sources.lab.start", "now");
        Files.createDirectory(bridge.routes());
        // The bridge of these tests has one sink, which gets what the function would.
        copy("health-events.camel.yaml", "outbox:file", "log:plain?level=OFF", "outbox:functions", "outbox:file");
        copy("fhir-resource.camel.yaml");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void eachVersionOfAnObservationIsInItsEventAndInNoLog(CapturedOutput output) throws Exception {
        bridge.start();
        fhir.put("Observation", "enriched", observation("preliminary"));
        fhir.put("Observation", "enriched", observation("final"));
        fhir.put("Patient", "bare", "\"active\":true");
        fhir.delete("Observation", "enriched");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines()).hasSize(3));
        assertThat(lines().get(0)).contains("FhirResourceCreated", "\"versionId\":\"1\"", "\"status\":\"preliminary\"");
        assertThat(lines().get(1)).contains("FhirResourceUpdated", "\"versionId\":\"2\"", "\"status\":\"final\"");
        assertThat(lines().get(2)).contains("FhirResourceDeleted").doesNotContain("\"resource\":");
        assertThat(output.getAll()).doesNotContain("Chalmers");
    }

    private static String observation(String status) {
        return "\"status\":\"" + status + "\",\"code\":{\"text\":\"Chalmers\"}";
    }

    private List<String> lines() throws IOException {
        return Files.exists(bridge.file()) ? Files.readAllLines(bridge.file()) : List.of();
    }

    private void copy(String name, String... replacements) throws IOException {
        String content = Files.readString(EXAMPLE.resolve(name));
        for (int i = 0; i < replacements.length; i += 2) {
            content = content.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(bridge.routes().resolve(name), content);
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.event.EventIds;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import dev.healthevents.standin.HistoryEntry;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** docs/examples/region: the sources and sinks of several clinics in one bridge. */
class RegionOfClinicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORKSPACES =
            "/subscriptions/region/resourceGroups/clinics/providers/Microsoft.HealthcareApis/workspaces/";

    @TempDir
    Path directory;

    private HistoryServer north;
    private ChangeFeedServer images;
    private HistoryServer south;
    private FunctionsHost host;
    private ConfigurableApplicationContext bridge;

    @BeforeEach
    void start() throws Exception {
        north = HistoryServer.start();
        images = ChangeFeedServer.start();
        south = HistoryServer.start();
        host = FunctionsHost.start().function("north", Binding.CLOUD_EVENT).function("south", Binding.CLOUD_EVENT);
        bridge = new SpringApplicationBuilder(HealthEventsApplication.class)
                .run(
                        "--spring.config.location=classpath:application.yaml,file:docs/examples/region/application.yaml",
                        "--server.port=0",
                        "--NORTH_KEY=" + FunctionsHost.FUNCTION_KEY,
                        "--SOUTH_KEY=" + FunctionsHost.FUNCTION_KEY,
                        "--health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"),
                        "--health-events.routes-directory=" + directory.resolve("routes"),
                        "--health-events.sources.north-fhir.url=" + north.url(),
                        "--health-events.sources.north-fhir.account=fhir.north.example.org",
                        "--health-events.sources.north-fhir.start=beginning",
                        "--health-events.sources.north-images.url=" + images.url(),
                        "--health-events.sources.north-images.account=pacs.north.example.org",
                        "--health-events.sources.north-images.start=beginning",
                        "--health-events.sources.south-fhir.url=" + south.url(),
                        "--health-events.sources.south-fhir.account=fhir.south.example.org",
                        "--health-events.sources.south-fhir.start=beginning",
                        "--health-events.sinks.north.url=" + host.url("north"),
                        "--health-events.sinks.south.url=" + host.url("south"),
                        "--health-events.sinks.registry.path=" + directory.resolve("deleted.ndjson"),
                        "--health-events.sinks.archive.path=" + directory.resolve("region.ndjson"));
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        south.close();
        images.close();
        north.close();
    }

    @Test
    void eachClinicGetsTheEventsOfItsOwnWorkspaceAndTheRegionGetsAll() throws IOException {
        north.create("Patient", "n1");
        images.create(DicomInstance.of(1));
        south.create("Patient", "s1");
        south.delete("Patient", "s1");

        await().atMost(PATIENCE).until(() -> lines("region.ndjson").size() == 4);
        await().atMost(PATIENCE).until(() -> host.taken("north").size() == 2);
        await().atMost(PATIENCE).until(() -> host.taken("south").size() == 2);
        await().atMost(PATIENCE).until(() -> lines("deleted.ndjson").size() == 1);
        assertThat(host.taken("north")).allMatch(event -> event.contains(source("north")));
        assertThat(host.taken("south")).allMatch(event -> event.contains(source("south")));
        assertThat(lines("deleted.ndjson").get(0)).contains("fhir.south.example.org/Patient/s1", source("south"));
    }

    @Test
    void theWorkspaceOfASourceIsNoPartOfTheIds() throws IOException {
        HistoryEntry created = north.create("Patient", "n1");

        await().atMost(PATIENCE).until(() -> lines("region.ndjson").size() == 1);
        assertThat(lines("region.ndjson").get(0))
                .contains(EventIds.fhir("fhir.north.example.org", "Patient", "n1", "1", created.lastUpdated())
                        .toString());
    }

    private static String source(String clinic) {
        return "\"source\":\"" + WORKSPACES + clinic + "\"";
    }

    private List<String> lines(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }
}

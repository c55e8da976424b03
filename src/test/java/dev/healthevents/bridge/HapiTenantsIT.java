package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.demo.HapiRelease;
import dev.healthevents.demo.HapiServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAPI with tenants by URL, which keeps the newest version of each resource and no other. */
class HapiTenantsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACTIVE = "\"active\":true";
    private static final String INACTIVE = "\"active\":false";

    private static HapiServer server;

    @TempDir
    Path directory;

    private Bridge bridge;

    @BeforeAll
    static void startServer() throws Exception {
        server = HapiServer.start(HapiRelease.V8_8, "--hapi.tenants=true", "--hapi.history=false");
        addTenant(1, "NORTH");
        addTenant(2, "SOUTH");
    }

    private static void addTenant(int id, String name) throws Exception {
        String parameters = """
                {"resourceType":"Parameters","parameter":[
                  {"name":"id","valueInteger":%d},{"name":"name","valueCode":"%s"}]}""".formatted(id, name);
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(server.url() + "/DEFAULT/$partition-management-create-partition"))
                                .header("Content-Type", "application/fhir+json")
                                .POST(BodyPublishers.ofString(parameters))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(200);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void configure() {
        bridge = new Bridge(directory, server.url() + "/NORTH")
                .set("health-events.sources.lab.account", "north.example.org")
                .set("health-events.sources.south.type", "fhir")
                .set("health-events.sources.south.url", server.url() + "/SOUTH")
                .set("health-events.sources.south.account", "south.example.org")
                .set("health-events.sources.south.start", "beginning");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void twoTenantsAreTwoSourcesAndEachChangeIsAnnouncedUnderItsAccount() throws Exception {
        bridge.start();
        HapiHistory north = new HapiHistory(server.url() + "/NORTH");
        HapiHistory south = new HapiHistory(server.url() + "/SOUTH");
        north.put("Patient", "n1", ACTIVE);
        south.put("Patient", "s1", ACTIVE);
        await().atMost(PATIENCE).until(() -> lines("n1").size() + lines("s1").size() == 2);
        north.put("Patient", "n1", INACTIVE);
        south.delete("Patient", "s1");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(lines("n1")).containsExactly("north.example.org 1 Created", "north.example.org 2 Updated");
            assertThat(lines("s1")).containsExactly("south.example.org 1 Created", "south.example.org 2 Deleted");
        });
    }

    @Test
    void withoutAHistoryTheNewestVersionIsToldAndADeleteHasItsTime() throws Exception {
        HapiHistory north = new HapiHistory(server.url() + "/NORTH");
        north.put("Patient", "h1", ACTIVE);
        north.put("Patient", "h1", INACTIVE);
        north.put("Patient", "h2", ACTIVE);
        Instant put = Instant.now();
        await().until(() -> Instant.now().isAfter(put.plusSeconds(3)));
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        north.delete("Patient", "h2");
        Instant after = Instant.now();
        bridge.start();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(lines("h1")).containsExactly("north.example.org 2 Updated");
            assertThat(lines("h2")).containsExactly("north.example.org 2 Deleted");
        });
        assertThat(Instant.parse(events("h2").get(0).get("time").asText())).isBetween(before, after);
    }

    private List<String> lines(String id) throws Exception {
        return events(id).stream()
                .map(event -> event.at("/data/resourceFhirAccount").asText() + " "
                        + event.at("/data/resourceVersionId").asText() + " "
                        + event.get("type").asText().replaceAll(".*FhirResource", ""))
                .toList();
    }

    private List<JsonNode> events(String id) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(bridge.file())) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.at("/data/resourceFhirId").asText().equals(id)) {
                events.add(event);
            }
        }
        return events;
    }
}

package dev.healthevents.camel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.feed.orthanc.Ledger;
import dev.healthevents.feed.orthanc.OrthancFeed;
import dev.healthevents.feed.orthanc.OrthancFeedSettings;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.source.WakeSecret;
import dev.healthevents.state.OrthancInstances;
import dev.healthevents.state.OutboxRow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Orthanc under change, read by tail, sweep and backlog together: the events tell exactly what it holds. */
@NeedsOrthanc
class OrthancSourceIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final OrthancServer orthanc =
            OrthancServer.start(OrthancSettings.plain().overwriting());
    private final ObjectMapper json = new ObjectMapper();
    private RouteHarness routes;
    private Ledger ledger;

    @AfterEach
    void close() throws Exception {
        if (routes != null) {
            routes.close();
        }
        orthanc.close();
    }

    @Test
    void fromNowOnEventsFollowWhatOrthancHolds() throws Exception {
        store(1, 1, 20);
        read(Start.NOW);
        await().until(() -> ledger != null && feedHasBegun());

        // Fewer than a thousand events, at which the harness' sink would be full.
        for (int round = 0; round < 3; round++) {
            store(10 + round, 2, 30);
            store(10 + round, 1, 10);
            delete(10 + round);
            store(20 + round, 1, 30);
            if (round % 2 == 0) {
                store(10 + round, 2, 15);
            }
        }
        delete(1);

        // 20 of study 1 were there before.
        await().atMost(SOON).untilAsserted(() -> assertThat(differences(20)).isEmpty());
    }

    @Test
    void fromTheBeginningOnEventsFollowWhatOrthancHolds() throws Exception {
        store(1, 1, 100);
        store(2, 1, 100);
        // Older than the lateness, so that it becomes a backlog.
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        read(Start.BEGINNING);
        store(3, 1, 100);
        await().atMost(SOON).untilAsserted(() -> assertThat(differences(0)).isEmpty());
        delete(2);
        store(4, 1, 100);
        store(1, 1, 50);

        await().atMost(SOON).untilAsserted(() -> assertThat(differences(0)).isEmpty());
    }

    private boolean feedHasBegun() {
        return routes.database().read(connection -> {
            try (var row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM source_cursor")) {
                row.next();
                return row.getInt(1) == 1;
            }
        });
    }

    private void read(Start start) throws Exception {
        OrthancFeedSettings feed = OrthancFeedSettings.of("lab", URI.create(orthanc.url()), "/workspaces/w");
        SourceSettings settings = new SourceSettings(
                "lab",
                "orthanc",
                start,
                null,
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                1000,
                WakeSecret.NONE);
        Source source = new Source(
                settings,
                () -> {
                    synchronized (this) {
                        ledger = ledger != null ? ledger : new Ledger(new OrthancInstances(routes.database(), "lab"));
                        return new OrthancFeed(feed, ledger, Clock.systemUTC());
                    }
                },
                Clock.systemUTC());
        routes = new RouteHarness(folder, List.of(source), "event-hubs");
        routes.load(
                folder.resolve("none"),
                "dead-letters.camel.yaml",
                "health-events.camel.yaml",
                "changes.camel.yaml",
                "orthanc-source.camel.yaml");
    }

    private void store(int study, int series, int instances) {
        orthanc.store(DicomFiles.study(
                folder.resolve("files-" + study + "-" + series + "-" + instances), study, series, instances));
    }

    private void delete(int study) {
        String id = orthanc.post("/tools/lookup", DicomFiles.uids(study, 1, 1).study())
                .at("/0/ID")
                .asText();
        orthanc.delete("/studies/" + id);
    }

    private Set<String> held() {
        Set<String> held = new HashSet<>();
        orthanc.get("/instances?expand")
                .forEach(instance ->
                        held.add(instance.at("/MainDicomTags/SOPInstanceUID").asText()));
        return held;
    }

    /** What the events say that Orthanc does not hold, and what it holds without their saying so. */
    private List<String> differences(int unannounced) throws IOException {
        Set<String> present = present(unannounced);
        Set<String> held = held();
        List<String> differences = new ArrayList<>();
        present.stream().filter(sop -> !held.contains(sop)).forEach(sop -> differences.add("gone: " + sop));
        held.stream().filter(sop -> !present.contains(sop)).forEach(sop -> differences.add("unannounced: " + sop));
        return differences;
    }

    /**
     * What Orthanc holds by what the events say, which must each make sense after those before.
     *
     * @param unannounced how many deletes may be of instances that were there before
     */
    private Set<String> present(int unannounced) throws IOException {
        Set<String> present = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        List<String> nonsense = new ArrayList<>();
        int deletedUnannounced = 0;
        for (OutboxRow row : routes.sink("event-hubs").outbox().first(10_000)) {
            JsonNode event = json.readTree(row.event());
            String type = event.get("type").asText().replace("Microsoft.HealthcareApis.DicomImage", "");
            String sop = event.at("/data/imageSopInstanceUid").asText();
            boolean before = type.equals("Deleted") ? present.remove(sop) : !present.add(sop);
            if (!before && type.equals("Deleted")) {
                deletedUnannounced++;
            } else if (before != type.matches("Updated|Deleted")) {
                nonsense.add(event.toString());
            }
            if (!numbers.add(event.at("/data/sequenceNumber").asLong())) {
                nonsense.add("twice the same number: " + event);
            }
        }
        assertThat(nonsense).isEmpty();
        assertThat(deletedUnannounced).isLessThanOrEqualTo(unannounced);
        return present;
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.standin.Failure;
import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of the past, a change every minute and some, is asked for again. */
class ReplayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHANGES = 1_000;

    @TempDir
    Path directory;

    private final Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(9));
    private final Instant noon = midnight.plus(Duration.ofHours(12));
    private final Instant nextMidnight = midnight.plus(Duration.ofDays(1));
    private HistoryServer server;
    private Bridge bridge;
    private ReplayApi replays;

    @BeforeEach
    void start() throws IOException {
        server = HistoryServer.start();
        server.fill(CHANGES, midnight, nextMidnight);
        bridge = new Bridge(directory, server.url());
        startBridge();
        awaitLines(CHANGES);
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    private void startBridge() {
        bridge.start();
        replays = new ReplayApi(bridge.port());
    }

    private List<Announced> lines() {
        return Announced.in(bridge.file());
    }

    private void awaitLines(int count) {
        await().atMost(PATIENCE).until(() -> lines().size() >= count);
    }

    private List<String> changes(Instant from, Instant to) {
        return server.history().stream()
                .filter(entry -> !entry.lastUpdated().isBefore(from)
                        && entry.lastUpdated().isBefore(to))
                .map(Announced::expected)
                .toList();
    }

    private List<String> again() {
        return lines().stream().skip(CHANGES).map(Announced::change).toList();
    }

    @Test
    void theChangesOfAPeriodGoOutAgainInTheOrderOfEachResource() {
        String id = replays.begin(noon, nextMidnight, "");
        JsonNode done = replays.awaitState(id, "done");
        List<String> expected = changes(noon, nextMidnight);
        awaitLines(CHANGES + expected.size());

        assertThat(Announced.byResource(again())).isEqualTo(Announced.byResource(expected));
        assertThat(done.get("events").asInt()).isEqualTo(expected.size());
        assertThat(done.get("percent").asDouble()).isEqualTo(100);
        assertThat(done.get("position").asText()).isEqualTo(nextMidnight.toString());
        assertThat(done.get("lastError").isNull()).isTrue();
    }

    @Test
    void replayingTheDayTwiceBringsTheConsumerNoNewId() {
        replays.awaitState(replays.begin(midnight, nextMidnight, ""), "done");
        replays.awaitState(replays.begin(midnight, nextMidnight, ""), "done");
        awaitLines(3 * CHANGES);

        Map<String, Long> times = lines().stream().collect(Collectors.groupingBy(Announced::id, Collectors.counting()));
        assertThat(times)
                .hasSize(CHANGES)
                .allSatisfy((id, count) -> assertThat(count).isEqualTo(3));
    }

    @Test
    void theLiveReadingNoticesNothingOfIt() {
        long events = bridge.source().events();
        long repeats = bridge.source().repeats();
        replays.awaitState(replays.begin(midnight, nextMidnight, ""), "done");
        // Before there is something new, which the tail may well read twice.
        assertThat(bridge.source().repeats()).isEqualTo(repeats);
        server.create("Patient", "new");
        await().atMost(PATIENCE).until(() -> again().contains("Patient/new/_history/1 Created"));

        assertThat(bridge.source().events()).isEqualTo(events + 1);
        assertThat(bridge.source().cursor()).isAfter(nextMidnight);
    }

    @Test
    void onlyTheTypesThatWereAskedForGoOut() {
        replays.awaitState(replays.begin(midnight, nextMidnight, ", \"types\": [\"Observation\"]"), "done");
        List<String> observations = changes(midnight, nextMidnight).stream()
                .filter(change -> change.startsWith("Observation/"))
                .toList();
        awaitLines(CHANGES + observations.size());

        assertThat(again()).containsExactlyInAnyOrderElementsOf(observations);
    }

    @Test
    void onlyTheSinksThatWereAskedForGetIt() {
        bridge.close();
        bridge.set("health-events.sinks.event-hubs.bootstrap-servers", "127.0.0.1:1")
                .set("health-events.sinks.event-hubs.event-hub", "events");
        startBridge();
        String id = replays.begin(midnight, nextMidnight, ", \"sinks\": [\"event-hubs\"]");
        replays.awaitState(id, "done");
        server.create("Patient", "new");
        awaitLines(CHANGES + 1);

        assertThat(bridge.sink("event-hubs").outbox().pending()).isEqualTo(CHANGES + 1);
        assertThat(again()).containsExactly("Patient/new/_history/1 Created");
    }

    @Test
    void itWaitsForASinkThatIsBehindAndTheTailDoesNot() {
        bridge.close();
        bridge.set("health-events.sinks.event-hubs.bootstrap-servers", "127.0.0.1:1")
                .set("health-events.sinks.event-hubs.event-hub", "events")
                .set("health-events.sinks.event-hubs.outbox-limit", "200");
        startBridge();
        JsonNode waiting = replays.awaitState(replays.begin(midnight, nextMidnight, ", \"rate\": 20"), "waiting");

        assertThat(waiting.get("lastError").asText()).contains("events wait for sink event-hubs");
        assertThat(bridge.sink("event-hubs").outbox().pending()).isBetween(100L, 130L);
        server.create("Patient", "new");
        await().atMost(PATIENCE).until(() -> again().contains("Patient/new/_history/1 Created"));
    }

    @Test
    void itIsNoFasterThanItsRate() {
        Instant until = midnight.plus(Duration.ofHours(3));
        int expected = changes(midnight, until).size();
        Instant began = Instant.now();
        replays.awaitState(replays.begin(midnight, until, ", \"rate\": 25"), "done");
        Duration took = Duration.between(began, Instant.now());

        assertThat(expected).isBetween(100, 150);
        assertThat(took).isBetween(Duration.ofMillis((expected - 25) * 1000 / 25), Duration.ofSeconds(15));
    }

    @Test
    void aCancelledOneSendsNothingMore() {
        String id = replays.begin(midnight, nextMidnight, ", \"rate\": 50");
        awaitLines(CHANGES + 20);
        long sent = replays.cancel(id).get("events").asLong();
        await().during(Duration.ofSeconds(2))
                .until(() -> replays.find(id).get("state").asText().equals("cancelled"));

        assertThat(again()).hasSize((int) sent).hasSizeLessThan(CHANGES);
        assertThat(replays.awaitState(replays.begin(midnight, noon, ""), "done")
                        .get("events")
                        .asInt())
                .isPositive();
    }

    @Test
    void afterARestartItGoesOnWhereItWas() {
        String id = replays.begin(midnight, nextMidnight, ", \"rate\": 200");
        awaitLines(CHANGES + 50);
        bridge.close();
        int before = again().size();
        startBridge();
        assertThat(replays.find(id).get("percent").asDouble()).isPositive();
        JsonNode done = replays.awaitState(id, "done");
        awaitLines(2 * CHANGES);

        assertThat(before).isLessThan(CHANGES);
        assertThat(Announced.byResource(again())).isEqualTo(Announced.byResource(changes(midnight, nextMidnight)));
        assertThat(done.get("events").asInt()).isEqualTo(CHANGES);
    }

    @Test
    void aServerThatIsAwayDelaysItAndLosesNothing() {
        server.failRandomly(1, Failure.UNAVAILABLE);
        String id = replays.begin(midnight, nextMidnight, "");
        assertThat(replays.awaitState(id, "waiting").get("lastError").asText()).contains("503");
        server.failRandomly(0);
        replays.awaitState(id, "done");
        awaitLines(2 * CHANGES);

        assertThat(new HashSet<>(again())).hasSize(CHANGES);
    }

    @Test
    void aServerThatKnowsNoEndOfAWindowIsReplayedToo() {
        bridge.close();
        server.oldestFirst();
        startBridge();
        replays.awaitState(replays.begin(midnight, noon, ""), "done");
        List<String> expected = changes(midnight, noon);
        awaitLines(CHANGES + expected.size());

        assertThat(Announced.byResource(again())).isEqualTo(Announced.byResource(expected));
    }

    @Test
    void oneAtATimeInTheOrderInWhichTheyWereAskedFor() {
        String first = replays.begin(midnight, noon, ", \"rate\": 100");
        String second = replays.begin(noon, nextMidnight, "");
        replays.awaitState(first, "running");

        assertThat(replays.find(second).get("state").asText()).isEqualTo("queued");
        assertThat(replays.all())
                .extracting(replay -> replay.get("id").asText())
                .containsExactly(second, first);
        replays.awaitState(second, "done");
        awaitLines(2 * CHANGES);
        assertThat(Announced.byResource(again())).isEqualTo(Announced.byResource(changes(midnight, nextMidnight)));
    }

    @Test
    void whatIsNewDoesNotWaitForAReplay() {
        String id = replays.begin(midnight, nextMidnight, ", \"rate\": 100");
        replays.awaitState(id, "running");
        Map<String, Boolean> inTime = List.of("a", "b", "c", "d").stream()
                .collect(Collectors.toMap(Function.identity(), this::announcedWithinTwoSeconds));

        assertThat(inTime)
                .allSatisfy((patient, announced) -> assertThat(announced).isTrue());
        assertThat(replays.find(id).get("state").asText()).isEqualTo("running");
    }

    private boolean announcedWithinTwoSeconds(String patient) {
        server.create("Patient", patient);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> again().contains("Patient/" + patient + "/_history/1 Created"));
        return true;
    }
}

package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.Replay;
import dev.healthevents.state.ReplayRequest;
import dev.healthevents.state.Replays;
import dev.healthevents.state.StateDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the bridge in the middle of a replay, and looks into the outbox of a sink that is away. */
class ReplayCrashIT {

    private static final int KILLS = 4;
    private static final int CHANGES = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void afterKillNineEachEventIsInTheOutboxOnceAndInTheOrderOfItsResource() throws Exception {
        Instant to = Instant.now().minus(Duration.ofDays(2));
        try (HistoryServer server = HistoryServer.start()) {
            server.fill(CHANGES, to.minus(Duration.ofDays(1)), to);
            askForADay(to);
            long seed = System.nanoTime();
            Random random = new Random(seed);
            for (int kill = 0; kill < KILLS; kill++) {
                int before = rows();
                BridgeProcess bridge = start(server);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> rows() > before);
                long moment = System.nanoTime()
                        + random.nextLong(Duration.ofMillis(200).toNanos());
                await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() > moment);
                bridge.kill();
                assertThat(rows())
                        .as("kill %d was in the middle, seed %d", kill, seed)
                        .isLessThan(CHANGES);
            }
            try (BridgeProcess last = start(server)) {
                await().atMost(PATIENCE).until(() -> rows() >= CHANGES);
            }

            List<String> truth =
                    server.history().stream().map(Announced::expected).toList();
            assertThat(Announced.byResource(outbox())).as("seed %d", seed).isEqualTo(Announced.byResource(truth));
        }
    }

    /** The source begins at now, so all that gets into the outbox comes from the replay. */
    private BridgeProcess start(HistoryServer server) throws IOException {
        return BridgeProcess.start(
                directory,
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sinks.event-hubs.bootstrap-servers=127.0.0.1:1",
                "--health-events.sinks.event-hubs.event-hub=events");
    }

    private void askForADay(Instant to) {
        try (StateDatabase database = StateDatabase.open(url(), null, null)) {
            ReplayRequest request = new ReplayRequest(
                    "lab", to.minus(Duration.ofDays(2)), to, List.of(), List.of("event-hubs"), CHANGES / 2);
            new Replays(database).insert(Replay.begin(Instant.now(), request));
        }
    }

    /** What waits, in its order: taken out batch by batch, since one batch has a limit of bytes. */
    private List<String> outbox() {
        List<String> changes = new ArrayList<>();
        try (StateDatabase database = StateDatabase.open(url(), null, null)) {
            Outbox outbox = new Outbox(database, "event-hubs");
            for (List<OutboxRow> rows = outbox.first(CHANGES); !rows.isEmpty(); rows = outbox.first(CHANGES)) {
                rows.forEach(row -> changes.add(Announced.of(row.event()).change()));
                outbox.deliveries().delivered(rows);
            }
        }
        return changes;
    }

    private int rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                ResultSet count = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT COUNT(*) + (SELECT COALESCE(SUM(events), 0) FROM outbox_pack) FROM outbox")) {
            return count.getInt(1);
        }
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("health-events.db");
    }
}

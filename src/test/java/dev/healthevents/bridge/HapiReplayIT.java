package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.HapiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays of what a real HAPI server holds. */
class HapiReplayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRANSACTION = 25;

    @TempDir
    Path directory;

    private final HapiHistory history = new HapiHistory(HapiServer.shared().url());
    private final String run = "replay-" + Long.toString(System.nanoTime(), 36) + "-";

    @Test
    void replayingTwiceSendsEachChangeTwiceMoreAndNoNewId() throws Exception {
        try (Bridge bridge = new Bridge(directory, HapiServer.shared().url())
                .set("health-events.sources.lab.start", "now")
                .start()) {
            await().atMost(PATIENCE).until(() -> bridge.source().state().equals("up-to-date"));
            Instant began = Instant.now().minusSeconds(1);
            write();
            List<String> truth = history.changes(run);
            await().atMost(PATIENCE).until(() -> announced(bridge).size() == truth.size());
            Set<String> ids = ids(bridge);
            ReplayApi replays = new ReplayApi(bridge.port());
            // Of a transaction that is larger than a second's worth, all has one time, and no window can cut it.
            for (int i = 0; i < 2; i++) {
                replays.awaitState(replays.begin(began, Instant.now(), ", \"rate\": 10"), "done");
            }
            await().atMost(PATIENCE).until(() -> announced(bridge).size() >= 3 * truth.size());

            List<String> thrice = new ArrayList<>(truth);
            thrice.addAll(truth);
            thrice.addAll(truth);
            assertThat(announced(bridge).stream().map(Announced::change)).containsExactlyInAnyOrderElementsOf(thrice);
            assertThat(ids(bridge)).isEqualTo(ids);
        }
    }

    private void write() throws Exception {
        for (int i = 0; i < 5; i++) {
            history.put("Patient", run + i, "\"gender\":\"other\"");
        }
        history.delete("Patient", run + 0);
        history.bundle(
                "transaction",
                IntStream.range(0, TRANSACTION)
                        .mapToObj(n -> HapiHistory.putEntry("Patient", run + "t" + n, "\"gender\":\"male\""))
                        .toList());
    }

    private List<Announced> announced(Bridge bridge) {
        return Announced.in(bridge.file()).stream()
                .filter(event -> event.change().contains("/" + run))
                .toList();
    }

    private Set<String> ids(Bridge bridge) {
        return announced(bridge).stream().map(Announced::id).collect(Collectors.toSet());
    }
}

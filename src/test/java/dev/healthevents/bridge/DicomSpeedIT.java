package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How quick the bridge is with a change feed. It tells figures; what it asserts is that all is there. */
class DicomSpeedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void rowsOneAfterTheOtherAreInTheFileSoonAfterTheyCanBeSeen(int version) throws IOException {
        int rows = 40;
        long[] micros = new long[rows];
        try (ChangeFeedServer server = ChangeFeedServer.start();
                Bridge bridge = bridge(server.url(version), "now")) {
            await().atMost(PATIENCE).until(() -> bridge.source().state().equals("up-to-date"));
            for (int i = 0; i < rows; i++) {
                // At no fixed point of the bridge's own rhythm.
                await().pollDelay(Duration.ofMillis(7 * (i % 50))).until(() -> true);
                long visible = System.nanoTime();
                server.create(DicomInstance.of(i));
                long lines = i + 1;
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> lines(bridge) >= lines);
                micros[i] = (System.nanoTime() - visible) / 1_000;
            }

            assertThat(lines(bridge)).isEqualTo(rows);
        }
        Arrays.sort(micros);
        System.out.printf(
                "v%d, from row visible to file: median %d ms, 95 %% %d ms, longest %d ms%n",
                version, micros[rows / 2] / 1_000, micros[rows * 95 / 100] / 1_000, micros[rows - 1] / 1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aHundredThousandRowsOfThePastAreInTheFile(int version) throws IOException {
        int rows = 100_000;
        try (ChangeFeedServer server = ChangeFeedServer.start()) {
            Instant now = Instant.now();
            server.fill(rows, now.minus(Duration.ofDays(1)), now.minus(Duration.ofMinutes(5)));
            long began = System.nanoTime();
            try (Bridge bridge = bridge(server.url(version), "beginning")) {
                await().atMost(PATIENCE)
                        .until(() -> bridge.sink("file").status().delivered() >= rows);
                double seconds = (System.nanoTime() - began) / 1e9;
                System.out.printf(
                        "v%d, catch-up to the file: %.0f rows/s, with the start of the bridge%n",
                        version, rows / seconds);

                assertThat(lines(bridge)).isEqualTo(rows);
                assertThat(AnnouncedImage.in(bridge.file()).stream()
                                .map(AnnouncedImage::id)
                                .distinct())
                        .hasSize(rows);
            }
        }
    }

    private Bridge bridge(String url, String start) {
        return new Bridge(directory, url)
                .set("health-events.sources.lab.type", "dicom")
                .set("health-events.sources.lab.start", start)
                .start();
    }

    private static long lines(Bridge bridge) throws IOException {
        if (!Files.exists(bridge.file())) {
            return 0;
        }
        try (var lines = Files.lines(bridge.file())) {
            return lines.count();
        }
    }
}

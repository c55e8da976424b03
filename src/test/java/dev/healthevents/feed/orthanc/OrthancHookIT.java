package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.DicomFiles;
import dev.healthevents.demo.NeedsOrthanc;
import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Lua script that we ship, in a real Orthanc, against a stand-in of the bridge's HTTP interface. */
@NeedsOrthanc
class OrthancHookIT {

    private static final Path SCRIPT =
            Path.of("docs/examples/orthanc/health-events.lua").toAbsolutePath();

    @TempDir
    Path folder;

    private static OrthancServer orthanc(URI wake) {
        return OrthancServer.start(OrthancSettings.plain()
                .withScript(SCRIPT, Map.of("HealthEvents", Map.of("WakeUrl", wake.toString(), "Secret", "s3cret"))));
    }

    @Test
    void aStoredInstanceWakesTheBridge() {
        try (RecordedServer bridge = new RecordedServer(uri -> Answer.json("{}"));
                OrthancServer orthanc = orthanc(bridge.url("/api/sources/pacs/wake"))) {
            orthanc.store(DicomFiles.study(folder, 1, 1, 1));

            await().until(() -> !bridge.asked().isEmpty());
            assertThat(bridge.asked().get(0).uri().getPath()).isEqualTo("/api/sources/pacs/wake");
            assertThat(bridge.asked().get(0).header("Authorization")).isEqualTo("Bearer s3cret");
        }
    }

    @Test
    void aDeletedInstanceWakesTheBridge() {
        try (RecordedServer bridge = new RecordedServer(uri -> Answer.json("{}"));
                OrthancServer orthanc = orthanc(bridge.url("/api/sources/pacs/wake"))) {
            orthanc.store(DicomFiles.study(folder, 1, 1, 1));
            await().until(() -> bridge.asked().size() == 1);
            // Once a second is as often as it calls.
            await().pollDelay(Duration.ofMillis(2100)).until(() -> true);

            orthanc.delete("/instances/" + orthanc.get("/instances").get(0).asText());

            await().until(() -> bridge.asked().size() == 2);
        }
    }

    @Test
    void aStudyOfHundredsCallsOnceASecond() {
        try (RecordedServer bridge = new RecordedServer(uri -> Answer.json("{}"));
                OrthancServer orthanc = orthanc(bridge.url("/api/sources/pacs/wake"))) {
            long began = System.nanoTime();
            orthanc.store(DicomFiles.study(folder, 1, 1, 300));
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();

            await().until(() -> !bridge.asked().isEmpty());
            assertThat(bridge.asked().size()).isLessThanOrEqualTo((int) seconds + 2);
        }
    }

    @Test
    void storingGoesOnWhileTheBridgeIsAway() {
        try (OrthancServer orthanc = orthanc(URI.create("http://127.0.0.1:9/api/sources/pacs/wake"))) {
            orthanc.store(DicomFiles.study(folder, 1, 1, 50));

            assertThat(orthanc.get("/instances")).hasSize(50);
        }
    }
}

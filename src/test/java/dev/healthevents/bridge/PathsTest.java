package dev.healthevents.bridge;

import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PathsTest {

    @TempDir
    Path directory;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no way from one drive to another")
    void aPathMayLeadUpFromTheWorkingDirectory() throws Exception {
        try (HistoryServer server = HistoryServer.start();
                Bridge bridge = new Bridge(directory, server.url())) {
            Path up = Path.of("").toAbsolutePath().relativize(bridge.file());
            bridge.set("health-events.sinks.file.path", up.toString()).start();
            server.transaction(List.of(Write.update("Patient", "p1")));

            await().until(() -> bridge.announced().size() == 1);
        }
    }
}

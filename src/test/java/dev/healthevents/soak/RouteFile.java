package dev.healthevents.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file that decides which sinks get an event, as people edit it while the bridge runs. */
final class RouteFile {

    private static final Path BUNDLED = Path.of("src/main/resources/routes/health-events.camel.yaml");

    private RouteFile() {}

    static void original(Path bridge) throws IOException {
        put(bridge, Files.readString(BUNDLED));
    }

    /** Another one that does the same. */
    static void changed(Path bridge) throws IOException {
        put(bridge, Files.readString(BUNDLED).replace("Send every event", "Send, as before, every event"));
    }

    static void broken(Path bridge) throws IOException {
        put(bridge, Files.readString(BUNDLED).replace("steps:", "stepz:"));
    }

    private static void put(Path bridge, String text) throws IOException {
        Path routes = Files.createDirectories(bridge.resolve("routes"));
        Path half = Files.writeString(bridge.resolve("health-events.half"), text);
        Files.move(half, routes.resolve("health-events.camel.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }
}

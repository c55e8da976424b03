package dev.healthevents.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bridge as its users start it: the jar, 512 MB of heap, and settings. */
final class Bridge implements AutoCloseable {

    static final String HEAP = "512m";

    private final ChildJvm jvm;
    private final int port;
    private final Path file;

    private Bridge(ChildJvm jvm, int port, Path file) {
        this.jvm = jvm;
        this.port = port;
        this.file = file;
    }

    /**
     * @param directory for its state, its file and its logs
     * @param start of the source, {@code beginning} or {@code now}
     * @param more settings, {@code key=value}
     */
    static Bridge start(Settings settings, Path directory, String serverUrl, String start, String... more)
            throws IOException {
        Files.createDirectories(directory);
        int port = freePort();
        Path file = directory.resolve("events.ndjson");
        List<String> arguments = new ArrayList<>(List.of(
                "server.port=" + port,
                "health-events.sources.bench.type=fhir",
                "health-events.sources.bench.url=" + serverUrl,
                "health-events.sources.bench.start=" + start,
                "health-events.state.url=jdbc:sqlite:" + directory.resolve("state.db"),
                "health-events.sinks.file.path=" + file));
        arguments.addAll(Arrays.asList(more));
        arguments.replaceAll(setting -> "--" + setting);
        return new Bridge(ChildJvm.ofJar(directory, HEAP, settings.jar(), arguments), port, file);
    }

    Path file() {
        return file;
    }

    ChildJvm jvm() {
        return jvm;
    }

    /** Returns once it says that it is ready. */
    void awaitReady(Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready()) {
            if (System.nanoTime() > deadline || !jvm.isAlive()) {
                throw new IOException("The bridge did not get ready within " + atMost + "; see out.log beside " + file);
            }
            Thread.sleep(20);
        }
    }

    private boolean ready() {
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}

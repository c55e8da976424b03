package dev.healthevents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * A real Orthanc with a storage of its own, on free ports of 127.0.0.1 and of no other address. It ends with
 * {@link #close}, and at the latest with the JVM that started it, however that one ends.
 */
public final class OrthancServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Read by dcmtk on both sides; without it an instance takes 90 ms, most of them spent on waiting for each other. */
    private static final Map<String, String> QUICK = Map.of("TCP_NODELAY", "1");

    /** Orthanc runs as long as the pipe to this shell is open; on TERM it may tidy up. */
    private static final String KEEPER = """
            exec 3<&0
            "$@" 3<&- &
            child=$!
            { cat <&3 >/dev/null; kill -9 $child; } &
            watch=$!
            exec 3<&-
            trap 'kill $child' TERM
            wait $child
            wait $child
            kill $watch 2>/dev/null
            """;

    private final OrthancPackages packages = new OrthancPackages();
    private final OrthancSettings settings;
    private final Path storage;
    private final ObjectMapper json = new ObjectMapper();
    private final int httpPort = freePort();
    private final int dicomPort = freePort();
    private Process process;

    private OrthancServer(OrthancSettings settings, Path storage) {
        this.settings = settings;
        this.storage = storage;
    }

    /**
     * Starts an empty Orthanc and waits until it answers, about a second.
     *
     * @throws OrthancPackages.Missing if it can't be had on this machine
     * @throws IllegalStateException if it does not answer, or can be reached from other machines
     */
    public static OrthancServer start(OrthancSettings settings) {
        try {
            OrthancServer server = new OrthancServer(settings, Files.createTempDirectory("orthanc-"));
            server.packages.fetch(settings.plugins());
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a storage for Orthanc", e);
        }
    }

    /** Starts it again after {@link #stop}, with the same storage and ports. */
    public void start() {
        try {
            Path configuration = storage.resolve("orthanc.json");
            Files.writeString(configuration, settings.json(storage, httpPort, dicomPort, packages::plugin));
            ProcessBuilder builder = new ProcessBuilder(
                            "sh", "-c", KEEPER, "sh", packages.program("Orthanc"), configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile());
            builder.environment().putAll(packages.environment());
            builder.environment().putAll(QUICK);
            builder.environment().put("LD_PRELOAD", packages.loopback().toString());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Orthanc", e);
        }
        awaitAnswer();
        requireLoopback();
    }

    /** Ends it in good order, as an operator does; what it holds stays. */
    public void stop() {
        process.destroy();
        await(process);
    }

    /** Forgets all that it holds while it is stopped, as after the loss of its disk. */
    public void erase() {
        deleteAll(storage);
        try {
            Files.createDirectories(storage);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + storage, e);
        }
    }

    /** Copies all that it holds while it is stopped. */
    public void backup(Path copy) {
        copy(storage, copy);
    }

    /** Has it hold what a copy holds, and nothing else, while it is stopped. */
    public void restore(Path copy) {
        erase();
        copy(copy, storage);
    }

    private static void copy(Path from, Path to) {
        try {
            FileSystemUtils.copyRecursively(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + from + " to " + to, e);
        }
    }

    /** Has it go on counting its changes from there, while it is stopped; with its own SQLite index only. */
    public void countTo(long seq) {
        String index = "jdbc:sqlite:" + storage.resolve("storage/index");
        try (Connection connection = DriverManager.getConnection(index);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE sqlite_sequence SET seq = ? WHERE name = 'Changes'")) {
            update.setLong(1, seq);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("Orthanc has not counted any change yet");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Orthanc's index can't be written", e);
        }
    }

    /** The base URL, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** The password of the user {@link OrthancSettings#USER}, or {@code null} where nobody has to sign in. */
    public String password() {
        return settings.password();
    }

    /** The file with its own output. */
    public Path log() {
        return packages.output().resolve(storage.getFileName() + ".log");
    }

    /** Sends all DICOM files of a folder over one association, as a modality does. */
    public void store(Path folder) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            packages.program("storescu"), "-aec", "ORTHANC", "+sd", "127.0.0.1", dicomPort + "")
                    .redirectErrorStream(true)
                    .redirectOutput(packages.output().resolve("storescu.log").toFile());
            builder.command().add(folder.toString());
            builder.environment().putAll(packages.environment());
            builder.environment().putAll(QUICK);
            Process storescu = builder.start();
            await(storescu);
            if (storescu.exitValue() != 0) {
                throw new IllegalStateException("storescu failed; see " + packages.output() + "/storescu.log");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run storescu", e);
        }
    }

    public JsonNode get(String path) {
        return send(request(path).build());
    }

    public JsonNode delete(String path) {
        return send(request(path).DELETE().build());
    }

    public JsonNode post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    /** Of Orthanc itself, not of the shell that it runs under. */
    public long pid() {
        return process.children()
                .filter(child -> child.info().command().orElse("").endsWith("Orthanc"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Ends it at once, and deletes what it holds. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop Orthanc", e);
        }
        await(process);
        deleteAll(storage);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
        if (settings.password() != null) {
            String pair = OrthancSettings.USER + ":" + settings.password();
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        return request;
    }

    private JsonNode send(HttpRequest request) {
        try {
            // A client of its own: Orthanc closes idle connections after a second, and a kept one may be just that.
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Orthanc was asked", e);
        }
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                get("/system");
                return;
            } catch (UncheckedIOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new IllegalStateException("Orthanc did not start; see " + log(), notYet);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Orthanc was starting", e);
        }
    }

    /** By the kernel's own word: with everything on one network, a test should not take Orthanc's for it. */
    private void requireLoopback() {
        List<String> open = LocalPorts.beyondLoopback(List.of(httpPort, dicomPort));
        if (!open.isEmpty()) {
            close();
            throw new IllegalStateException("Orthanc can be reached from other machines, at " + open);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException(process.info().commandLine().orElse("A process") + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process was ending", e);
        }
    }

    private static void deleteAll(Path folder) {
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}

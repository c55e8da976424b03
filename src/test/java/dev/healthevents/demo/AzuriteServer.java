package dev.healthevents.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * A real Azurite, Blob Storage only, on a free port of 127.0.0.1, with storage of its own and the account that Microsoft
 * documents for it. It ends with {@link #close}, and at the latest with the JVM that started it.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/common/storage-use-azurite">Azurite</a>
 */
public final class AzuriteServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PROGRAM = "node_modules/azurite/dist/src/blob/main.js";
    private static final String ACCOUNT = "devstoreaccount1";
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private final NpmPackage azurite = NpmPackage.AZURITE;
    private final int port = freePort();
    private final Path storage;
    private Process process;

    private AzuriteServer(Path storage) {
        this.storage = storage;
    }

    /**
     * Starts an empty one and waits until it listens, one to two seconds.
     *
     * @throws NpmPackage.Missing if it can't be had on this machine
     * @throws IllegalStateException if it does not start
     */
    public static AzuriteServer start() {
        try {
            AzuriteServer server = new AzuriteServer(Files.createTempDirectory("azurite-"));
            server.azurite.fetch();
            server.run();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a storage for Azurite", e);
        }
    }

    /** Starts it again after {@link #stop}, with the same storage and port. */
    public void run() {
        try {
            // Azurite itself does not end with us: this shell ends it when the pipe to it is closed.
            process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "node \"$@\" </dev/null & child=$!; trap 'kill $child' TERM; cat >/dev/null; kill $child",
                            "sh",
                            azurite.output().resolve(PROGRAM).toString(),
                            "--blobHost",
                            "127.0.0.1",
                            "--blobPort",
                            String.valueOf(port),
                            "--location",
                            storage.toString(),
                            "--silent",
                            "--disableTelemetry")
                    .redirectErrorStream(true)
                    .redirectOutput(azurite.output()
                            .resolve(storage.getFileName() + ".log")
                            .toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Azurite", e);
        }
        awaitPort();
    }

    /** Ends it; what it holds stays. */
    public void stop() {
        ProcessHandle[] node = process.descendants().toArray(ProcessHandle[]::new);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Azurite does not end");
            }
            for (ProcessHandle each : node) {
                each.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop Azurite", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Azurite was ending", e);
        }
    }

    /** Of its account, as the portal would show it. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY + ";BlobEndpoint="
                + "http://127.0.0.1:" + port + "/" + ACCOUNT + ";";
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        FileSystemUtils.deleteRecursively(storage.toFile());
    }

    private void awaitPort() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new IllegalStateException("Azurite did not start; see " + azurite.output(), notYet);
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
            throw new IllegalStateException("Interrupted while Azurite was starting", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }
}

package dev.healthevents.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Medplum's own router with the repository of its tests, empty at the start, on 127.0.0.1: no history but those of
 * resources, UUIDs for versions. Medplum's server, which needs much more, is not in it. It ends with {@link #close}, and
 * at the latest with the JVM that started it.
 */
public final class MedplumServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern PORT = Pattern.compile("^Listening on port (\\d+)$", Pattern.MULTILINE);

    private final Process process;
    private final Path log;
    private final String url;

    private MedplumServer(NpmPackage medplum) throws IOException {
        log = Files.createTempFile(medplum.output(), "server-", ".log");
        process = new ProcessBuilder(
                        "node",
                        medplum.source().resolve("server.mjs").toString(),
                        medplum.output().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        url = "http://127.0.0.1:" + port() + "/fhir/R4";
    }

    /**
     * Starts one and waits until it listens, 2 seconds.
     *
     * @throws NpmPackage.Missing if it can't be had on this machine
     * @throws IllegalStateException if it does not start
     */
    public static MedplumServer start() {
        NpmPackage.MEDPLUM.fetch();
        try {
            return new MedplumServer(NpmPackage.MEDPLUM);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Medplum's router", e);
        }
    }

    /** The FHIR base URL, without a slash at its end. */
    public String url() {
        return url;
    }

    /** Ends it at once; there is nothing in it to save. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private String port() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Matcher line = PORT.matcher(Files.readString(log));
            if (line.find()) {
                return line.group(1);
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("Medplum's router did not start; see " + log);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Medplum's router was starting", e);
        }
    }
}

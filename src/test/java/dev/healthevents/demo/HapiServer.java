package dev.healthevents.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A HAPI FHIR JPA server (R4, empty at the start, on H2 in memory unless said otherwise) in a JVM of its own on 127.0.0.1. It ends with
 * {@link #close}, and at the latest with the JVM that started it, however that one ends.
 */
public final class HapiServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Pattern PORT = Pattern.compile("^Listening on port (\\d+)$", Pattern.MULTILINE);
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Process process;
    private final Path log;
    private String url;

    private HapiServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The one server of all tests in this JVM, started at the first call. Nobody closes it. */
    public static HapiServer shared() {
        return Shared.SERVER;
    }

    /**
     * Starts a server and waits until it answers, 15 to 30 seconds.
     *
     * @param showProgress whether the output of the build, should there have to be one, is shown
     * @throws IllegalStateException if it cannot be built, ends, or doesn't answer within six minutes
     */
    public static HapiServer start(boolean showProgress) {
        return answering(launch(showProgress));
    }

    /**
     * Starts a server of that release and waits until it answers.
     *
     * @param settings as on its command line, such as {@code --spring.datasource.url=jdbc:postgresql:…}
     * @throws IllegalStateException as {@link #start(boolean)}
     */
    public static HapiServer start(HapiRelease release, String... settings) {
        return answering(launch(release, "HapiServerApplication", false, List.of(settings)));
    }

    /**
     * Starts HAPI's plain server, which has Observations and Patients in memory and no database, and waits until it
     * answers, 3 seconds.
     *
     * @param largestPage the most entries of a page, for one that has a paging provider; {@code null} for one without
     * @throws IllegalStateException as {@link #start(boolean)}
     */
    public static HapiServer startPlain(Integer largestPage) {
        List<String> settings = largestPage == null ? List.of() : List.of(largestPage.toString());
        return answering(launch(HapiRelease.V8_8, "PlainServer", false, settings));
    }

    private static HapiServer answering(HapiServer server) {
        try {
            server.awaitAnswer();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Starts the server's JVM without waiting for it. */
    static HapiServer launch(boolean showProgress) {
        return launch(HapiRelease.V8_8, "HapiServerApplication", showProgress, List.of());
    }

    private static HapiServer launch(HapiRelease release, String main, boolean showProgress, List<String> settings) {
        ServerBuild build = ServerBuild.of(release);
        String classPath = build.classPath(showProgress);
        String name = "server-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
        Path log = build.output().resolve(name + ".log");
        Path arguments = build.output().resolve(name + ".args");
        try {
            // Only the quick compiler: the server is wanted soon and runs for minutes.
            Files.writeString(arguments, """
                    -Xmx1g
                    -XX:TieredStopAtLevel=1
                    -XX:+UseSerialGC
                    -cp "%s"
                    dev.healthevents.hapi.%s
                    """.formatted(classPath.replace("\\", "\\\\"), main));
            List<String> command = new ArrayList<>(List.of(java(), "@" + arguments));
            command.addAll(settings);
            ProcessBuilder server = new ProcessBuilder(command)
                    .directory(build.output().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // What configures the bridge from outside, by variables or files in its folder, is not meant for the
            // server.
            server.environment().keySet().removeIf(key -> key.matches("(SPRING|SERVER|LOGGING|MANAGEMENT)_.*"));
            Process process = server.start();
            return new HapiServer(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the FHIR server from " + arguments, e);
        }
    }

    /** The FHIR base URL, without a slash at its end. */
    public String url() {
        return url;
    }

    /** The file with the server's own output. */
    public Path log() {
        return log;
    }

    /** Completes when the server has ended, for whatever reason. */
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /** Of its process. */
    public long pid() {
        return process.pid();
    }

    /** Ends the server at once; there is nothing in it to save. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void awaitAnswer() {
        Instant end = Instant.now().plus(PATIENCE);
        Optional<Integer> port = port();
        while (port.isEmpty()) {
            if (hasEnded()) {
                throw new IllegalStateException("The FHIR server ended with exit code " + process.exitValue()
                        + " before it listened." + logTail());
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("The FHIR server did not start within " + PATIENCE + "." + logTail());
            }
            port = port();
        }
        url = "http://127.0.0.1:" + port.get() + "/fhir";
        readMetadata(Duration.between(Instant.now(), end));
    }

    private void readMetadata(Duration timeout) {
        HttpRequest metadata = HttpRequest.newBuilder(URI.create(url + "/metadata"))
                .timeout(timeout)
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(metadata, BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException(url + "/metadata answered " + status + "." + logTail());
            }
        } catch (IOException e) {
            throw new IllegalStateException(url + "/metadata did not answer: " + e + "." + logTail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the FHIR server was starting", e);
        }
    }

    private Optional<Integer> port() {
        Matcher line = PORT.matcher(readLog());
        return line.find() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
    }

    private String logTail() {
        List<String> lines = readLog().lines().toList();
        List<String> tail = lines.subList(Math.max(0, lines.size() - 30), lines.size());
        return " The end of " + log + ":\n" + String.join("\n", tail);
    }

    private String readLog() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the FHIR server's log " + log, e);
        }
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the FHIR server was starting", e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static final class Shared {
        static final HapiServer SERVER = start(false);
    }
}

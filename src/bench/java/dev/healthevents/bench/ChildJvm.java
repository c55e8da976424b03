package dev.healthevents.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for each part, so that none warms up, fills or slows down another. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final Path directory;

    private ChildJvm(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts a main class of this class path. */
    static ChildJvm ofClass(Path directory, String heap, Class<?> main, Object... arguments) throws IOException {
        return ofClassPath(directory, heap, System.getProperty("java.class.path"), main.getName(), arguments);
    }

    /** Starts a main class of another class path. */
    static ChildJvm ofClassPath(Path directory, String heap, String classPath, String main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-Dlogback.configurationFile="
                        + Path.of("src/bench/logback.xml").toAbsolutePath(),
                "-cp",
                classPath,
                main));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return start(directory, heap, command);
    }

    static ChildJvm ofJar(Path directory, String heap, Path jar, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(arguments);
        return start(directory, heap, command);
    }

    private static ChildJvm start(Path directory, String heap, List<String> arguments) throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("-Xlog:gc:file=" + directory.resolve("gc.log"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.log").toFile())
                .start();
        // However the benchmark ends, nothing that it started goes on.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ChildJvm(process, directory);
    }

    /** Waits for a line that it prints. Returns the rest of that line. */
    String await(String start, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            boolean alive = process.isAlive();
            Optional<String> line = Files.readAllLines(directory.resolve("out.log")).stream()
                    .filter(text -> text.startsWith(start))
                    .findFirst();
            if (line.isPresent()) {
                return line.get().substring(start.length()).strip();
            }
            if (!alive) {
                throw new IOException("It ended by itself, see " + directory.resolve("out.log"));
            }
            Thread.sleep(20);
        }
        throw new IOException("No \"" + start + "\" within " + atMost + ", see " + directory.resolve("out.log"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessFacts facts() throws IOException {
        return ProcessFacts.read(process.pid(), directory.resolve("gc.log"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

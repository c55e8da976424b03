package dev.healthevents.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged bridge in a JVM of its own, which can be killed. */
public final class BridgeProcess implements AutoCloseable {

    private final Process process;

    private BridgeProcess(Process process) {
        this.process = process;
    }

    /**
     * @param directory where it runs; its state and its log are there
     * @param arguments as on the command line
     */
    public static BridgeProcess start(Path directory, String... arguments) throws IOException {
        return start(directory, Map.of(), List.of(), arguments);
    }

    /**
     * @param environment more variables
     * @param options of the JVM
     */
    public static BridgeProcess start(
            Path directory, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException {
        Path jar = Path.of("target/camel-health-events.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; run ./mvnw verify, which packages it before this test");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString(), "--server.port=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new BridgeProcess(builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("bridge.log").toFile()))
                .start());
    }

    public boolean runs() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has used of processors since its start. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stands still, as a machine that swaps or a container that is paused, until it is resumed. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("kill " + signal + " ended with " + exit);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}

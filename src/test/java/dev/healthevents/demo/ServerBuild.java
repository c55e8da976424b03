package dev.healthevents.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Compiles a server that is a Maven project of its own, and fetches its jars, unless that was done before. */
public final class ServerBuild {

    private static final long TIMEOUT_MINUTES = 20;

    private final String server;
    private final String profile;
    private final Path root;
    private final Path project;
    private final Path output;

    private ServerBuild(String server, String project, String profile, String directory) {
        this.server = server;
        this.profile = profile;
        this.root = rootOf(Path.of("").toAbsolutePath());
        this.project = root.resolve(project);
        this.output = root.resolve("target").resolve(directory);
    }

    static ServerBuild of(HapiRelease release) {
        return new ServerBuild("the FHIR server", "src/test/hapi-server", release.profile, release.directory);
    }

    /** A broker of Kafka 4. */
    public static ServerBuild kafka4() {
        return new ServerBuild("Kafka", "src/test/kafka-4", null, "kafka-4");
    }

    /** Debezium's engine, which the benchmark compares with. */
    public static ServerBuild debezium() {
        return new ServerBuild("Debezium", "src/bench/debezium", null, "debezium");
    }

    /** Where the server's classes, its class path and its logs are. */
    Path output() {
        return output;
    }

    /**
     * The class path that runs the server, in the form that {@code java -cp} takes.
     *
     * @param showProgress whether Maven's output goes to this process's output, else to {@code build.log}
     * @throws IllegalStateException if the build fails; the message says where to look
     */
    public String classPath(boolean showProgress) {
        try {
            Files.createDirectories(output);
            Path lock = output.resolve("build.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Two test runs at once would write the same files.
                channel.lock();
                if (!isUpToDate()) {
                    build(showProgress);
                }
                return output.resolve("classes") + File.pathSeparator + Files.readString(jars());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot build " + server + " in " + output, e);
        }
    }

    private boolean isUpToDate() throws IOException {
        if (!Files.exists(jars())) {
            return false;
        }
        long built = Files.getLastModifiedTime(jars()).toMillis();
        try (Stream<Path> sources = Files.walk(project)) {
            if (sources.anyMatch(source -> source.toFile().lastModified() > built)) {
                return false;
            }
        }
        return Stream.of(Files.readString(jars()).split(File.pathSeparator)).allMatch(jar -> new File(jar).exists());
    }

    private void build(boolean showProgress) throws IOException {
        if (showProgress) {
            System.out.println("Building " + server + ". The first time this fetches up to 180 MB; later it is quick.");
        }
        Path log = output.resolve("build.log");
        ProcessBuilder maven = new ProcessBuilder(command(showProgress)).directory(root.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.redirectErrorStream(true);
        maven.redirectOutput(showProgress ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.to(log.toFile()));
        Files.deleteIfExists(jars());
        int exit = waitFor(maven.start());
        if (exit != 0) {
            throw new IllegalStateException("Building " + server + " failed (exit code " + exit + "). Run\n  "
                    + String.join(" ", command(showProgress)) + "\nto see why"
                    + (showProgress ? "." : ", or read " + log + "."));
        }
    }

    /** The running Maven's own repository, settings and offline switch go on to this one. */
    private List<String> command(boolean showProgress) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>();
        command.add(root.resolve(windows ? "mvnw.cmd" : "mvnw").toString());
        command.addAll(List.of("-f", project.resolve("pom.xml").toString(), "-B", "process-classes"));
        if (profile != null) {
            command.add("-P" + profile);
        }
        if (!showProgress) {
            command.add("-ntp");
        }
        // Surefire and Failsafe call it localRepository.
        String repository = System.getProperty("maven.repo.local", System.getProperty("localRepository"));
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        String settings = System.getProperty("maven.settings");
        if (settings != null && Files.exists(Path.of(settings))) {
            command.addAll(List.of("-s", settings));
        }
        if (Boolean.getBoolean("maven.offline")) {
            command.add("-o");
        }
        return command;
    }

    private int waitFor(Process maven) {
        try {
            if (maven.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                return maven.exitValue();
            }
            throw new IllegalStateException(
                    "Building " + server + " took more than " + TIMEOUT_MINUTES + " minutes. Is the network slow?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + server + " was being built", e);
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
    }

    private Path jars() {
        return output.resolve("classpath.txt");
    }

    private static Path rootOf(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("src/test/hapi-server/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Cannot find src/test/hapi-server above " + start
                + ". Run this from the project's folder or one inside it.");
    }
}

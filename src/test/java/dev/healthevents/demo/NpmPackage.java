package dev.healthevents.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A package from npm, in the version of a folder under {@code src/test}, in the folder of the same name under
 * {@code target}, fetched once. Node 18 or later and npm have to be there.
 */
public final class NpmPackage {

    /** The emulator of Azure's storage; 186 MB. */
    static final NpmPackage AZURITE = new NpmPackage("azurite", "Azurite");

    /** A FHIR router with a repository in memory; 116 MB. */
    static final NpmPackage MEDPLUM = new NpmPackage("medplum", "Medplum's router");

    /** What finds what some people can't use on a page; 3 MB. */
    public static final NpmPackage AXE = new NpmPackage("axe", "axe-core");

    /** The program can't be had here; the message says why. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private static final long TIMEOUT_MINUTES = 10;
    private static final String DONE = "installed.txt";

    private final String name;
    private final Path source;
    private final Path output;

    private NpmPackage(String folder, String name) {
        this.name = name;
        Path root = rootOf(Path.of("").toAbsolutePath());
        source = root.resolve("src/test").resolve(folder);
        output = root.resolve("target").resolve(folder);
    }

    /** What the project itself has of it: which version, and how it is fetched and started. */
    Path source() {
        return source;
    }

    /** Where its own files are, logs among them. */
    public Path output() {
        return output;
    }

    /**
     * Gets it if it is missing, or another version was there.
     *
     * @throws Missing if that can't be done here
     */
    public void fetch() {
        try {
            Files.createDirectories(output);
            Path lock = output.resolve("build.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Two test runs at once would write the same files.
                channel.lock();
                Path done = output.resolve(DONE);
                String wanted = Files.readString(source.resolve("package-lock.json"));
                if (!Files.exists(done) || !Files.readString(done).equals(wanted)) {
                    install();
                    Files.writeString(done, wanted);
                }
            }
        } catch (IOException e) {
            throw new Missing(name + " can't be put into " + output, e);
        }
    }

    private void install() throws IOException {
        Path log = output.resolve("install.log");
        Process process = new ProcessBuilder("sh", source.resolve("install.sh").toString(), output.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new Missing(name + " can't be had from npm, with Node 18 or later; " + log + " says why", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was fetched", e);
        } finally {
            List.of(process.descendants().toArray(ProcessHandle[]::new)).forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static Path rootOf(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("src/test/azurite/package.json"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Cannot find src/test/azurite above " + start
                + ". Run this from the project's folder or one inside it.");
    }
}

package dev.healthevents.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Orthanc, its plug-ins for PostgreSQL and DICOMweb, and dcmtk's {@code storescu}: those that are installed, else Debian's, which are
 * fetched with {@code apt-get} and unpacked under {@code target/orthanc}, 10 MB at the first time. Nothing is installed,
 * and nobody needs to be root.
 */
final class OrthancPackages {

    /** Orthanc can't be had here; the message says why. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private static final long TIMEOUT_MINUTES = 10;
    private static final Path PLUGINS = Path.of("usr/share/orthanc/plugins");
    static final String POSTGRESQL_INDEX = "libOrthancPostgreSQLIndex.so";
    static final String DICOMWEB = "libOrthancDicomWeb.so";

    private final Path root = rootOf(Path.of("").toAbsolutePath());
    private final Path output = root.resolve("target/orthanc");
    private final Path unpacked = output.resolve("unpacked");

    /** Where Orthanc's own files are: the library that keeps it on loopback, logs. */
    Path output() {
        return output;
    }

    /**
     * Gets whatever is missing.
     *
     * @param plugins file names of the plug-ins that have to be there
     * @throws Missing if that can't be done here
     */
    void fetch(List<String> plugins) {
        Path script = root.resolve("src/test/orthanc/unpack.sh");
        Path done = output.resolve("unpacked.sh");
        try {
            Files.createDirectories(output);
            Path lock = output.resolve("build.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Two test runs at once would write the same files.
                channel.lock();
                boolean there = onPath("Orthanc").isPresent()
                        && onPath("storescu").isPresent()
                        && compiler() != null
                        && plugins.stream()
                                .allMatch(plugin -> Files.exists(
                                        Path.of("/").resolve(PLUGINS).resolve(plugin)));
                // What another state of the script has unpacked may lack a package.
                if (!there && (!Files.exists(done) || Files.mismatch(script, done) >= 0)) {
                    run("download.log", List.of("sh", script + "", output + ""));
                    Files.copy(script, done, StandardCopyOption.REPLACE_EXISTING);
                }
                if (!Files.exists(loopback())) {
                    run("compiler.log", compile());
                }
            }
        } catch (IOException e) {
            throw new Missing("Orthanc can't be unpacked into " + output, e);
        }
    }

    /** The library that keeps Orthanc on 127.0.0.1. */
    Path loopback() {
        return output.resolve("loopback.so");
    }

    /** A program by its name, for {@link #environment} to run in. */
    String program(String name) {
        return onPath(name)
                .orElseGet(() -> Stream.of("usr/sbin", "usr/bin")
                        .map(folder -> unpacked.resolve(folder).resolve(name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> new Missing("There is no " + name + " in " + unpacked, null)))
                .toString();
    }

    /** A plug-in by its file name. */
    Path plugin(String name) {
        return Stream.of(Path.of("/"), unpacked)
                .map(where -> where.resolve(PLUGINS).resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new Missing("There is no " + name + " in " + unpacked, null));
    }

    /** What the programs need to find their libraries and dcmtk its dictionary. */
    Map<String, String> environment() {
        if (!Files.exists(unpacked)) {
            return Map.of();
        }
        Path share = unpacked.resolve("usr/share");
        try (Stream<Path> files = Files.find(share, 3, (file, any) -> file.endsWith("dicom.dic"))) {
            return Map.of(
                    "LD_LIBRARY_PATH",
                    // Some packages of Debian 12 have theirs in /lib.
                    libraries() + ":"
                            + unpacked.resolve("lib").resolve(libraries().getFileName()),
                    "DCMDICTPATH",
                    files.findFirst().orElseThrow().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + share, e);
        }
    }

    private List<String> compile() {
        List<String> command = new ArrayList<>();
        String compiler = compiler();
        if (compiler != null) {
            command.addAll(List.of(compiler, "-fPIC"));
        } else {
            command.addAll(List.of(program("tcc"), "-B" + libraries().resolve("tcc")));
        }
        command.addAll(List.of("-nostdlib", "-shared", "-o", loopback() + ""));
        command.add(root.resolve("src/test/orthanc/loopback.c").toString());
        return command;
    }

    private static String compiler() {
        return Stream.of("cc", "tcc")
                .flatMap(name -> onPath(name).stream())
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    private Path libraries() {
        try (Stream<Path> folders = Files.list(unpacked.resolve("usr/lib"))) {
            return folders.filter(folder -> folder.getFileName().toString().endsWith("-linux-gnu"))
                    .findFirst()
                    .orElseThrow(() -> new Missing("There are no libraries in " + unpacked, null));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + unpacked, e);
        }
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void run(String log, List<String> command) throws IOException {
        Path file = output.resolve(log);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile());
        builder.environment().putAll(environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new Missing("Orthanc can't be had: " + e.getMessage(), e);
        }
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new Missing(
                        "Orthanc can't be had: `" + String.join(" ", command) + "` failed; " + file + " says why",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Orthanc was fetched", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static Path rootOf(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("src/test/orthanc/loopback.c"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Cannot find src/test/orthanc above " + start
                + ". Run this from the project's folder or one inside it.");
    }
}

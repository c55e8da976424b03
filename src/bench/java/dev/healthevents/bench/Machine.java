package dev.healthevents.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The facts about a machine without which figures mean nothing. */
final class Machine {

    private static final int SYNCS = 200;

    private Machine() {}

    static String describe(Path directory) throws IOException {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s of memory, %s, JDK %s; a write of 4 KB made durable takes %.1f ms",
                Runtime.getRuntime().availableProcessors(),
                fact("/proc/cpuinfo", "model name"),
                fact("/proc/meminfo", "MemTotal"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.runtime.version"),
                syncMillis(directory));
    }

    private static String fact(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("?");
        }
    }

    private static double syncMillis(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("sync");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long start = System.nanoTime();
            for (int i = 0; i < SYNCS; i++) {
                out.write(new byte[4096]);
                out.getFD().sync();
            }
            return (System.nanoTime() - start) / 1e6 / SYNCS;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

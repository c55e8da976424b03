package dev.healthevents.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a bridge needs at a moment.
 *
 * @param second since the begin
 * @param liveHeap bytes that were left after a full collection
 * @param files open ones, sockets among them
 */
record Sample(long second, long liveHeap, int threads, int files) {

    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);
    private static final int PATIENCE_SECONDS = 15;

    /**
     * @param scratch a file for what the JVM says of itself
     * @return {@code null} if it does not answer, being frozen or on its way
     */
    static Sample of(long pid, long second, Path scratch) throws InterruptedException {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .redirectOutput(scratch.toFile())
                    .start();
            if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
                return null;
            }
            Matcher total = TOTAL.matcher(Files.readString(scratch));
            return total.find()
                    ? new Sample(second, Long.parseLong(total.group(1)), count(pid, "task"), count(pid, "fd"))
                    : null;
        } catch (IOException e) {
            // It has gone meanwhile.
            return null;
        }
    }

    private static int count(long pid, String what) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(pid), what))) {
            return (int) entries.count();
        }
    }
}

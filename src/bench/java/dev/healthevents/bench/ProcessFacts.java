package dev.healthevents.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has used so far (a dead one: only its heap is still known), from Linux's /proc and the JVM's own log.
 *
 * @param peakHeap megabytes in the heap before a collection, at most
 * @param peakLive megabytes left after a collection, at most
 * @param peakResident megabytes of the whole process in memory, at most
 */
record ProcessFacts(int peakHeap, int peakLive, int peakResident, Duration cpu) {

    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    static ProcessFacts read(long pid, Path gcLog) throws IOException {
        int heap = 0;
        int live = 0;
        for (String line : Files.readAllLines(gcLog)) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                heap = Math.max(heap, Integer.parseInt(collection.group(1)));
                live = Math.max(live, Integer.parseInt(collection.group(2)));
            }
        }
        if (!Files.exists(Path.of("/proc", Long.toString(pid)))) {
            return new ProcessFacts(heap, live, 0, Duration.ZERO);
        }
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        int megabytes = resident.find() ? Integer.parseInt(resident.group(1)) / 1024 : 0;
        return new ProcessFacts(heap, live, megabytes, cpu(pid));
    }

    /** User and system time; the kernel counts it in hundredths of a second. */
    static Duration cpu(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
    }
}

package dev.healthevents.bench;

import dev.healthevents.standin.HistoryServerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From a write's lastUpdated to its line in the file, while a server takes 500 writes a second and the bridge follows
 * with its default rhythm. After ten seconds of warm-up, for thirty seconds.
 *
 * @param missing writes of that time without a line
 */
record Latency(int writes, int missing, long median, long p99, long max) {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(30);

    static Latency measure(Settings settings) throws Exception {
        Path directory = settings.directory().resolve("latency");
        try (ChildJvm server = ChildJvm.ofClass(
                directory.resolve("server"),
                "512m",
                HistoryServerMain.class,
                0,
                Settings.LATENCY_WRITES_PER_SECOND,
                0)) {
            String url = server.await("READY ", Duration.ofMinutes(1));
            try (Bridge bridge = Bridge.start(settings, directory, url, "now")) {
                bridge.awaitReady(Duration.ofMinutes(1));
                Thread.sleep(WARM_UP.toMillis());
                Instant from = Instant.now();
                Arrivals arrivals = new Arrivals(bridge.file());
                while (Instant.now().isBefore(from.plus(MEASURED).plusSeconds(5))) {
                    arrivals.readOn();
                    Thread.sleep(2);
                }
                return of(new HistoryClient(url).truth(), arrivals.times(), from, from.plus(MEASURED));
            }
        }
    }

    /** Of the changes that were written in a time: {@code truth} has their times, {@code arrivals} those of their lines. */
    static Latency of(Map<String, Instant> truth, Map<String, Instant> arrivals, Instant from, Instant to) {
        List<Long> millis = new ArrayList<>();
        int writes = 0;
        for (Map.Entry<String, Instant> change : truth.entrySet()) {
            Instant written = change.getValue();
            if (!written.isBefore(from) && written.isBefore(to)) {
                writes++;
                Instant arrived = arrivals.get(change.getKey());
                if (arrived != null) {
                    millis.add(Duration.between(written, arrived).toMillis());
                }
            }
        }
        millis.sort(null);
        int missing = writes - millis.size();
        if (millis.isEmpty()) {
            return new Latency(writes, missing, -1, -1, -1);
        }
        return new Latency(writes, missing, at(millis, 0.5), at(millis, 0.99), millis.get(millis.size() - 1));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%d writes: median %d ms, p99 %d ms, max %d ms, missing %d",
                writes,
                median,
                p99,
                max,
                missing);
    }
}

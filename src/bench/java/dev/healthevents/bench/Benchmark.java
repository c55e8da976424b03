package dev.healthevents.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the benchmark and writes its page; see docs/benchmarks/README.md. Fails if something does not run at all, never
 * because of a figure.
 */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.fromProperties();
        boolean bridge = List.of("start-up", "latency", "bridge", "catch-up", "hapi").stream()
                .anyMatch(settings::wants);
        if (bridge && !Files.exists(settings.jar())) {
            throw new IOException("There is no " + settings.jar() + "; run ./mvnw -Pbench verify, or leave the bridge"
                    + " out with -Dbench.only=limit,afternoon,own-route");
        }
        deleteAll(settings.directory());
        if (settings.against() != null) {
            System.out.println(new Against(settings).measure());
            return;
        }
        StartUp startUp = settings.wants("start-up") ? StartUp.measure(settings) : null;
        Latency latency = settings.wants("latency") ? Latency.measure(settings) : null;
        boolean throughput =
                List.of("limit", "bridge", "afternoon", "own-route").stream().anyMatch(settings::wants);
        List<Result> results = throughput ? new Throughput(settings).run() : List.of();
        List<CatchUp> catchUps = settings.wants("catch-up")
                ? List.of(
                        CatchUp.measure(settings, settings.catchUpChanges()),
                        CatchUp.measure(settings, 4 * settings.catchUpChanges()))
                : List.of();
        List<String> peer = settings.wants("hapi") ? new Peer(settings).measure() : List.of();
        Report report = new Report(settings, results, latency, startUp, catchUps, peer);
        System.out.println(report.text());
        if (settings.only().isEmpty()) {
            System.out.println("Written to " + report.write());
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

package dev.healthevents.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page of one run. What was reached is said as it is, what was missed as well. */
final class Report {

    private final Settings settings;
    private final List<Result> results;
    private final Latency latency;
    private final StartUp startUp;
    private final List<CatchUp> catchUps;
    private final List<String> peer;

    /** What was not measured is null or empty. */
    Report(
            Settings settings,
            List<Result> results,
            Latency latency,
            StartUp startUp,
            List<CatchUp> catchUps,
            List<String> peer) {
        this.settings = settings;
        this.results = results;
        this.latency = latency;
        this.startUp = startUp;
        this.catchUps = catchUps;
        this.peer = peer;
    }

    Path write() throws IOException {
        Path page = Path.of("docs/benchmarks", settings.date() + ".md");
        Files.createDirectories(page.getParent());
        Files.writeString(page, text());
        return page;
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder("# Benchmark of " + settings.date() + "\n\n");
        text.append("Machine: ").append(Machine.describe(settings.directory())).append(".\n");
        text.append(String.format(
                Locale.ROOT,
                "History: %,d changes (45 %% Patient, 45 %% Observation, 10 %% deletes; about 2 KB a resource, with a "
                        + "narrative), pages of %d for b and c. Server, broker and contender share the machine; each "
                        + "contender has 512 MB of heap. How it is done: [README](README.md).\n\n",
                settings.changes(),
                Settings.PAGE));
        text.append("| contender | events | seconds | events/s | heap MB | live MB | resident MB | CPU s | |\n");
        text.append("|---|---:|---:|---:|---:|---:|---:|---:|---|\n");
        results.forEach(result -> text.append(result.row()).append('\n'));
        text.append("\n## Observations\n\n");
        observations().forEach(line -> text.append("- ").append(line).append('\n'));
        return text.toString();
    }

    private List<String> observations() {
        List<String> lines = new ArrayList<>();
        ratio(lines, "a: bridge, file", "b: afternoon, file");
        ratio(lines, "a: bridge, file and kafka", "b: afternoon, kafka");
        ratio(lines, "a: bridge, file and kafka", "b: afternoon, kafka, slim pages");
        ratio(lines, "a: bridge, file", "c: limit, full pages");
        ratio(lines, "a: bridge, file", "c: limit, slim pages");
        ratio(lines, "b: afternoon, file", "c: limit, full pages");
        ratio(lines, "d: own route, file", "b: afternoon, file");
        ratio(lines, "d: own route, kafka", "b: afternoon, kafka, slim pages");
        ratio(lines, "d: own route, kafka, windows", "b: afternoon, kafka, slim pages");
        results.stream()
                .filter(result -> result.contender().startsWith("a:") && result.events() < settings.changes())
                .forEach(result -> lines.add(result.contender() + " did not finish: " + result.events() + " events"));
        find("a: bridge, file")
                .ifPresent(result -> target(lines, "bridge to file, events/s", result.perSecond(), 20_000, true));
        if (latency != null) {
            lines.add("latency at " + Settings.LATENCY_WRITES_PER_SECOND + " writes/s, default rhythm: "
                    + latency.line());
            target(lines, "median latency, ms", latency.median(), 400, false);
            target(lines, "p99 latency, ms", latency.p99(), 1000, false);
        }
        if (startUp != null) {
            lines.add(startUp.line());
            target(lines, "seconds until ready", startUp.ready(), 8, false);
            target(lines, "idle, percent of a core", startUp.idle(), 2, false);
        }
        if (!catchUps.isEmpty()) {
            catchUps(lines, catchUps.get(0), catchUps.get(1));
        }
        lines.addAll(peer);
        return lines;
    }

    private static void catchUps(List<String> lines, CatchUp once, CatchUp fourfold) {
        lines.add(once.line());
        lines.add(fourfold.line());
        target(lines, "seconds to catch up " + once.changes() + " changes", once.seconds(), 60, false);
        target(lines, "times as long for 4 x the changes", fourfold.seconds() / once.seconds(), 4.4, false);
        target(lines, "p99 latency while catching up, ms", once.live().p99(), 2000, false);
        target(lines, "p99 latency while catching up 4 x, ms", fourfold.live().p99(), 2000, false);
    }

    private void ratio(List<String> lines, String one, String other) {
        find(one)
                .ifPresent(a -> find(other)
                        .ifPresent(b -> lines.add(String.format(
                                Locale.ROOT,
                                "%s / %s = %.3f",
                                a.contender(),
                                b.contender(),
                                a.perSecond() / b.perSecond()))));
    }

    private static void target(List<String> lines, String what, double reached, double wanted, boolean atLeast) {
        boolean met = atLeast ? reached >= wanted : reached >= 0 && reached <= wanted;
        lines.add(String.format(
                Locale.ROOT,
                "%s: %.1f, aim %s %s: %s",
                what,
                reached,
                atLeast ? ">=" : "<=",
                wanted == Math.rint(wanted) ? Long.toString((long) wanted) : Double.toString(wanted),
                met ? "met" : "MISSED"));
    }

    private Optional<Result> find(String contender) {
        return results.stream()
                .filter(result -> result.contender().equals(contender))
                .findFirst();
    }
}

package dev.healthevents.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * This build and another, by turns in one run: which of them comes first changes with each pair. What is told is the
 * median of each, and their ratio.
 */
final class Against {

    private final Settings settings;
    private final Map<String, List<Double>> ours = new LinkedHashMap<>();
    private final Map<String, List<Double>> theirs = new LinkedHashMap<>();

    Against(Settings settings) {
        this.settings = settings;
    }

    /** A table of Markdown; a ratio above 1 is this build's value over the other's, whether more is better or worse. */
    String measure() throws Exception {
        for (int pair = 1; pair <= settings.pairs(); pair++) {
            boolean first = pair % 2 == 1;
            run(pair, first);
            run(pair, !first);
        }
        StringBuilder table = new StringBuilder("| what | other build | this build | ratio | pairs |\n");
        table.append("|---|---:|---:|---:|---:|\n");
        for (String what : ours.keySet()) {
            double one = median(ours.get(what));
            double other = median(theirs.get(what));
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.2f | %,.2f | **%.2f** | %d |%n",
                    what,
                    other,
                    one,
                    one / other,
                    ours.get(what).size()));
        }
        return table.toString();
    }

    private void run(int pair, boolean own) throws Exception {
        Path jar = own ? settings.jar() : settings.against();
        Path directory = settings.directory().resolve("against").resolve(pair + (own ? "-this" : "-other"));
        Settings one = settings.of(jar, directory);
        Map<String, List<Double>> values = own ? ours : theirs;
        if (settings.wants("catch-up")) {
            CatchUp past = CatchUp.measure(one, settings.catchUpChanges());
            if (!past.note().isEmpty()) {
                throw new IllegalStateException(jar + " did not catch up: " + past.note());
            }
            String what = String.format(Locale.ROOT, "catch up %,d changes, ", past.changes());
            add(values, what + "events/s", past.events() / past.seconds());
            add(values, what + "CPU with the start, s", past.facts().cpu().toMillis() / 1000.0);
            add(values, what + "resident peak (-Xmx512m), MB", past.facts().peakResident());
        }
        if (settings.wants("bridge")) {
            for (Result result : new Throughput(one.only("bridge")).run()) {
                add(values, "cold, " + result.contender().substring(3) + ", events/s", result.perSecond());
            }
        }
        if (settings.wants("latency")) {
            Latency latency = Latency.measure(one);
            add(values, "median latency at 500 writes/s, ms", latency.median());
            add(values, "p99 latency at 500 writes/s, ms", latency.p99());
        }
        if (settings.wants("start-up")) {
            StartUp start = StartUp.measure(one);
            add(values, "ready after java -jar, s", start.ready());
            add(values, "idle, % of a core", start.idle());
        }
    }

    private static void add(Map<String, List<Double>> values, String what, double value) {
        System.out.println(String.format(Locale.ROOT, "%s: %,.2f", what, value));
        values.computeIfAbsent(what, any -> new ArrayList<>()).add(value);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

package dev.healthevents.bench;

import dev.healthevents.standin.HistoryServerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * How long it takes to get ready, and what it costs to have nothing to do.
 *
 * @param ready seconds from {@code java -jar} to 200 from the readiness check
 * @param idle share of one core, in percent, over thirty seconds with an empty history and the default rhythm
 */
record StartUp(double ready, double idle, ProcessFacts facts) {

    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(30);

    static StartUp measure(Settings settings) throws Exception {
        Path directory = settings.directory().resolve("start-up");
        try (ChildJvm server =
                ChildJvm.ofClass(directory.resolve("server"), "512m", HistoryServerMain.class, 0, 0, 1000)) {
            String url = server.await("READY ", Duration.ofMinutes(1));
            long start = System.nanoTime();
            try (Bridge bridge = Bridge.start(settings, directory, url, "now")) {
                bridge.awaitReady(Duration.ofMinutes(1));
                double ready = (System.nanoTime() - start) / 1e9;
                Thread.sleep(SETTLING.toMillis());
                Duration before = bridge.jvm().facts().cpu();
                Thread.sleep(MEASURED.toMillis());
                ProcessFacts facts = bridge.jvm().facts();
                double idle = 100.0 * facts.cpu().minus(before).toMillis() / MEASURED.toMillis();
                return new StartUp(ready, idle, facts);
            }
        }
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "ready %.1f s after java -jar; idle at %.1f %% of a core, %d MB resident",
                ready,
                idle,
                facts.peakResident());
    }
}

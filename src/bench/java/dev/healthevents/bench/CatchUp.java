package dev.healthevents.bench;

import dev.healthevents.standin.HistoryServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What it takes to make up for a long past, from the first request for a page to the last line of it in the file, and
 * what becomes of new changes meanwhile: 100 a second, from a write's lastUpdated to its line.
 *
 * @param changes of the past
 * @param events that the file holds of them in the end; more than {@code changes} would be repeats
 * @param seconds until all were there
 * @param live how the new ones fared that were written between the first line of the past and the last
 * @param note what is wrong, if anything is
 */
record CatchUp(long changes, long events, double seconds, Latency live, ProcessFacts facts, String note) {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    static CatchUp measure(Settings settings, int changes) throws Exception {
        Path directory = settings.directory().resolve("catch-up-" + changes);
        try (ChildJvm server = ChildJvm.ofClass(
                directory.resolve("server"),
                "1g",
                HistoryServerMain.class,
                0,
                Settings.CATCH_UP_WRITES_PER_SECOND,
                changes)) {
            String url = server.await("READY ", PATIENCE);
            Instant started = Instant.now();
            try (Bridge bridge = Bridge.start(settings, directory, url, "beginning")) {
                return of(changes, bridge, new HistoryClient(url), started);
            }
        }
    }

    private static CatchUp of(int changes, Bridge bridge, HistoryClient history, Instant started) throws Exception {
        MixedLines lines = new MixedLines(bridge.file(), changes);
        Instant first = firstPage(history, bridge, started);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (lines.past() < changes
                && Instant.now().isBefore(deadline)
                && bridge.jvm().isAlive()) {
            lines.readOn();
            Thread.sleep(2);
        }
        Instant finished = Instant.now();
        // The default rhythm is half a second, so what was written until now has its line soon.
        Instant settled = finished.plusSeconds(5);
        while (Instant.now().isBefore(settled)) {
            lines.readOn();
            Thread.sleep(2);
        }
        String note = lines.past() == changes
                ? ""
                : bridge.jvm().isAlive() ? "NOT FINISHED" : "ENDED BY ITSELF, see its out.log";
        double seconds = Duration.between(first, finished).toMillis() / 1000.0;
        Instant begun = lines.begun() == null ? finished : lines.begun();
        Latency live = Latency.of(history.truthSince(begun), lines.live(), begun, finished);
        return new CatchUp(changes, lines.past(), seconds, live, bridge.jvm().facts(), note);
    }

    private static Instant firstPage(HistoryClient history, Bridge bridge, Instant started) throws Exception {
        bridge.awaitReady(Duration.ofMinutes(1));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (history.firstPageAfter(started).isEmpty()) {
            if (Instant.now().isAfter(deadline) || !bridge.jvm().isAlive()) {
                throw new IOException("The bridge did not begin to read; see out.log beside " + bridge.file());
            }
            Thread.sleep(20);
        }
        return history.firstPageAfter(started).orElseThrow();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "catching up %,d changes: %.1f s, %,.0f events/s, heap %d MB, live %d MB, resident %d MB, CPU %.0f s;"
                        + " new changes meanwhile, %d a second: %s%s",
                changes,
                seconds,
                events / seconds,
                facts.peakHeap(),
                facts.peakLive(),
                facts.peakResident(),
                facts.cpu().toMillis() / 1000.0,
                Settings.CATCH_UP_WRITES_PER_SECOND,
                live.line(),
                note.isEmpty() ? "" : " " + note);
    }
}

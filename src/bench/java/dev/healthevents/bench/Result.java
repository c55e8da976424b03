package dev.healthevents.bench;

import java.util.Locale;

/** What one contender reached; {@code note} says what is missing, if anything is. */
record Result(String contender, long events, double seconds, ProcessFacts facts, String note) {

    double perSecond() {
        return events / seconds;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f | **%,.0f** | %d | %d | %d | %.1f | %s |",
                contender,
                events,
                seconds,
                perSecond(),
                facts.peakHeap(),
                facts.peakLive(),
                facts.peakResident(),
                facts.cpu().toMillis() / 1000.0,
                note);
    }
}

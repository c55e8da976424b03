package dev.healthevents.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param changes that the history server holds
 * @param afternoonChanges how many of them the afternoon's route gets; it is slow, and its rate is what counts
 * @param catchUpChanges of the past that is caught up; then four times as many
 * @param only names of the parts to run, all if empty
 * @param date of the page
 */
record Settings(
        int changes,
        int afternoonChanges,
        int catchUpChanges,
        List<String> only,
        LocalDate date,
        Path jar,
        Path directory) {

    static final int PAGE = 500;
    static final int LATENCY_WRITES_PER_SECOND = 500;
    static final int CATCH_UP_WRITES_PER_SECOND = 100;

    static Settings fromProperties() {
        int changes = Integer.parseInt(property("bench.changes", "200000"));
        String only = property("bench.only", "");
        return new Settings(
                changes,
                Math.min(changes, Integer.parseInt(property("bench.afternoon-changes", "20000"))),
                Integer.parseInt(property("bench.catch-up-changes", "1000000")),
                only.isEmpty() ? List.of() : List.of(only.split(",")),
                LocalDate.parse(property("bench.date", LocalDate.now().toString())),
                Path.of(property("bench.jar", "target/camel-health-events.jar")),
                Path.of("target/bench").toAbsolutePath());
    }

    boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? otherwise : value;
    }
}

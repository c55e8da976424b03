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
 * @param hapiTransactions of a thousand changes each, which a real HAPI server holds
 * @param only names of the parts to run, all if empty
 * @param date of the page
 * @param against the jar of another build to be compared with, or {@code null}
 * @param pairs how often both are measured then
 */
record Settings(
        int changes,
        int afternoonChanges,
        int catchUpChanges,
        int hapiTransactions,
        List<String> only,
        LocalDate date,
        Path jar,
        Path directory,
        Path against,
        int pairs) {

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
                Integer.parseInt(property("bench.hapi-transactions", "20")),
                only.isEmpty() ? List.of() : List.of(only.split(",")),
                LocalDate.parse(property("bench.date", LocalDate.now().toString())),
                Path.of(property("bench.jar", "target/camel-health-events.jar")),
                Path.of("target/bench").toAbsolutePath(),
                property("bench.against", "").isEmpty() ? null : Path.of(property("bench.against", "")),
                Integer.parseInt(property("bench.pairs", "5")));
    }

    /** The same for another jar. */
    Settings of(Path other, Path where) {
        return new Settings(
                changes, afternoonChanges, catchUpChanges, hapiTransactions, only, date, other, where, against, pairs);
    }

    /** The same for one part only. */
    Settings only(String part) {
        return new Settings(
                changes,
                afternoonChanges,
                catchUpChanges,
                hapiTransactions,
                List.of(part),
                date,
                jar,
                directory,
                against,
                pairs);
    }

    boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? otherwise : value;
    }
}

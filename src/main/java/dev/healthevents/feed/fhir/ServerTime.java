package dev.healthevents.feed.fhir;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a page tells of the server's clock. */
final class ServerTime {

    /**
     * The {@code Date} header is often a proxy's, whose clock is not the FHIR server's, and it is written after the
     * query was run. A time that is too early costs some re-reading, one that is too late costs changes.
     */
    static final Duration DISTRUST = Duration.ofMinutes(2);

    private ServerTime() {}

    /**
     * The server's time when it began to answer, rather earlier than later.
     *
     * @param first the first page of what was asked
     * @param newest the newest change seen on any page, or {@code null}
     * @param otherwise what to return if the server gives no time at all
     */
    static Instant of(HistoryPage first, Instant newest, Instant otherwise) {
        Instant time = first.time();
        if (time == null) {
            Instant date = first.date() == null ? null : first.date().minus(DISTRUST);
            time = later(newest, date);
        }
        return (time == null ? otherwise : time).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant later(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isAfter(b) ? a : b;
    }
}

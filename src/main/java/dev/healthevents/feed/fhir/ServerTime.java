package dev.healthevents.feed.fhir;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a server's pages tell of its clock: never later than it is. For one feed. */
final class ServerTime {

    /**
     * The {@code Date} header is often a proxy's, whose clock is not the FHIR server's, and it is written after the
     * query was run. A time that is too early costs some re-reading, one that is too late costs changes.
     */
    static final Duration DISTRUST = Duration.ofMinutes(2);

    private final Clock ours;
    private boolean told;
    private Long newestAhead;

    /** @param ours for servers that tell neither their time nor a date: no change is believed to be later */
    ServerTime(Clock ours) {
        this.ours = ours;
    }

    /**
     * The server's time when it began to answer, rather earlier than later.
     *
     * @param first the first page of what was asked
     * @param newest the newest change seen on any page, or {@code null}
     */
    synchronized Instant of(HistoryPage first, Instant newest) {
        told = first.time() != null;
        if (told) {
            return first.time().truncatedTo(ChronoUnit.MILLIS);
        }
        if (first.date() != null) {
            return first.date().minus(DISTRUST).truncatedTo(ChronoUnit.MILLIS);
        }
        return byChanges(newest).truncatedTo(ChronoUnit.MILLIS);
    }

    /** A change tells what time it was at least when it was seen; since then time went by. */
    private Instant byChanges(Instant newest) {
        Instant now = ours.instant();
        long count = System.nanoTime() / 1_000_000;
        if (newest != null) {
            long ahead = (newest.isAfter(now) ? now : newest).toEpochMilli() - count;
            newestAhead = newestAhead == null ? ahead : Math.max(newestAhead, ahead);
        }
        return newestAhead == null ? now.minus(DISTRUST) : Instant.ofEpochMilli(count + newestAhead);
    }

    /** How much later it may be than was told. */
    synchronized Duration behind() {
        return told ? Duration.ZERO : DISTRUST.multipliedBy(2);
    }
}

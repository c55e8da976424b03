package dev.healthevents.source;

import java.time.Duration;
import java.time.Instant;

/**
 * How a source is read.
 *
 * @param name its name in the configuration, in {@code fhir-history:<name>} and in the status
 * @param type {@code fhir}
 * @param start where to begin when it was never read before
 * @param startAt the instant to begin at, where {@code start} is {@link Start#AT}
 * @param pollInterval how long to wait between looks when nothing happens
 * @param overlap how much of what was read the tail reads again
 * @param lateness how late a change may surface, by its time and the server's clock
 * @param sweepInterval how long to wait between two readings of the last {@code lateness}
 * @param replayRate events a second at the most that a replay sends, unless it is asked for another rate
 * @param wakeSecret what whoever wakes the source has to know
 */
public record SourceSettings(
        String name,
        String type,
        Start start,
        Instant startAt,
        Duration pollInterval,
        Duration overlap,
        Duration lateness,
        Duration sweepInterval,
        int replayRate,
        WakeSecret wakeSecret) {

    /** The highest rate of a replay, in events a second. */
    public static final int MAX_REPLAY_RATE = 100_000;

    /** Where to begin. */
    public enum Start {
        NOW,
        BEGINNING,
        AT
    }

    /** How long an id is remembered, by the server's clock. */
    public Duration retention() {
        return lateness.multipliedBy(2);
    }
}

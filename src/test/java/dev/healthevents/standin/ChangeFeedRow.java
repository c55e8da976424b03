package dev.healthevents.standin;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A row of the stand-in's change feed.
 *
 * @param zone the zone that its timestamp is written in
 */
public record ChangeFeedRow(long sequence, Action action, DicomInstance instance, Instant timestamp, ZoneOffset zone) {

    /** What can happen to an instance. */
    public enum Action {
        CREATE,
        DELETE,
        UPDATE
    }
}

package dev.healthevents.standin;

import java.time.Instant;

/**
 * One version of one resource, as the stand-in's history holds it: the truth that a test compares with.
 *
 * @param lastUpdated in whole milliseconds
 */
public record HistoryEntry(String type, String id, int version, Operation operation, Instant lastUpdated) {

    /** What happened to the resource. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /** The entry in one line: {@code Patient/1000/_history/2 UPDATE 2026-11-22T02:55:18.077Z}. */
    public String line() {
        return type + "/" + id + "/_history/" + version + " " + operation + " " + lastUpdated;
    }
}

package dev.healthevents.state;

import java.time.Instant;

/**
 * Which ids are kept, by the time until which a window may show them.
 *
 * @param remembered in memory from there on, unless they are in it already
 * @param forgotten dropped from memory before that
 * @param stored kept in the database from there on
 * @param deletes whether older ones are dropped now
 */
public record Retention(Instant remembered, Instant forgotten, Instant stored, boolean deletes) {

    /** Keeps all there are. */
    public static final Retention ALL = new Retention(Instant.MIN, Instant.MIN, Instant.MIN, false);

    /** The same, but what is there stays for now. */
    public Retention deletingNothing() {
        return new Retention(remembered, forgotten, stored, false);
    }

    /** The same, but all that is committed with it is kept in memory. */
    public Retention rememberingAll() {
        return new Retention(Instant.MIN, forgotten, stored, deletes);
    }

    static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}

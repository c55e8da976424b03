package dev.healthevents.state;

import java.time.Instant;

/**
 * A stretch of a source's past that is read beside its tail.
 *
 * @param began its beginning, included
 * @param until its end, excluded; what is younger is the tail's and the sweep's
 * @param position everything before it is committed
 * @param knownUntil changes before it may have been announced already, so their ids must still be remembered
 */
public record Backlog(Instant began, Instant until, Instant position, Instant knownUntil) {

    /** A backlog of which nothing is read yet. */
    public static Backlog begin(Instant from, Instant until, Instant knownUntil) {
        return new Backlog(from, until, from, knownUntil);
    }

    /** The same backlog, read further. */
    public Backlog at(Instant reached) {
        return new Backlog(began, until, reached, knownUntil);
    }

    /** The same backlog, where what is before this may have been announced already. */
    public Backlog knownUntil(Instant known) {
        return known.isAfter(knownUntil) ? new Backlog(began, until, position, known) : this;
    }

    /** Whether all of it is committed. */
    public boolean done() {
        return !position.isBefore(until);
    }

    /** Whether it has still to pass changes that may have been announced already. */
    public boolean mayRepeat() {
        return position.isBefore(knownUntil);
    }
}

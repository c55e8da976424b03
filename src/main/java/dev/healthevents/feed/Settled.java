package dev.healthevents.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides what of a server's changes is settled: read, and such that nothing that the server promises can still surface
 * before it. From what was read, and from what our own count confirms of the server's clock; decision 40 has the proof.
 * For use by several threads.
 *
 * <p>A change that could not be seen when everything was read at some moment got its time after {@code lateness} before
 * that moment. So it is not older than the earliest that any of the server's clocks has shown since.
 */
public final class Settled {

    /** Times are cut off, and a count of ours and one of the server's drift apart. */
    private static final long SLACK = 2_000;

    private final ServerClock clock;
    private final long lateness;
    private Instant stored;
    private long known;
    private Long beforeBacklog;
    private long since;
    private Instant unread;
    private Instant tailFrom;
    private long tailAsked;

    /**
     * @param lateness how late a change may surface
     * @param stored what was settled when another process read, or {@code null} if all that can be seen now is settled
     * @param since our count at the time when that was found out
     */
    public Settled(ServerClock clock, Duration lateness, Instant stored, long since) {
        this(clock, lateness, stored, since, clock.count());
    }

    /**
     * @param lateness how late a change may surface
     * @param stored what was settled when another process read, or {@code null} if all that can be seen now is settled
     * @param since our count at the time when that was found out
     * @param known our count since when all of the server's clocks are known, by that process or by this one
     */
    public Settled(ServerClock clock, Duration lateness, Instant stored, long since, long known) {
        this.clock = clock;
        this.lateness = lateness.toMillis();
        this.stored = stored;
        this.known = known;
        settledSince(since - this.lateness - SLACK);
    }

    /**
     * The earliest that a clock of the server's may have shown when a cursor was committed.
     *
     * @param settled what was settled then: a sweep had begun before
     */
    public static Instant earliestThen(Instant settled, Duration lateness) {
        return settled.plus(lateness).plusMillis(SLACK);
    }

    /** All of it was read that could be seen then. What could not got its time {@code lateness} before at the earliest. */
    private void settledAsOf(long count) {
        long before = count - lateness - SLACK;
        settledSince(stored == null ? Math.max(since, before) : before);
        // Of what was heard before only this is known.
        stored = before < known ? stored : null;
        beforeBacklog = stored == null ? null : beforeBacklog;
    }

    /** Our count since when all of the server's clocks are known that may have spoken. */
    public synchronized long clocksKnownSince() {
        return stored == null ? since : known;
    }

    private void settledSince(long count) {
        since = count;
        clock.neededSince(count);
    }

    /** Everything before this is settled, as far as is known now: if the server's clock is set back, so is this. */
    public synchronized Instant until() {
        return earlier(unread, earlier(stored, clock.earliestSince(since)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }

    /**
     * Until where everything would be settled if all of it were read at that moment.
     *
     * @param count ours, a little in the past at the most
     */
    public Instant untilAsOf(long count) {
        return clock.earliestSince(count - lateness - SLACK);
    }

    /** Takes note that what is before {@link #untilAsOf} was left to a backlog then. */
    public synchronized void leftToABacklog(long count) {
        long before = since;
        settledAsOf(count);
        stored = clock.earliestSince(since);
        known = count;
        beforeBacklog = before;
        unread = null;
        tailFrom = null;
    }

    /**
     * Takes note that the server's clock was set back, or that another one was heard. What was left to a backlog was so by
     * what the others said; who was not heard by then may have spoken all the time before. So may who was set in a silence
     * that others broke, and what was read since then.
     *
     * @param back the earliest that the clock may have shown
     */
    public synchronized void wentBack(Instant back) {
        Long newcomer = clock.newcomer();
        if (beforeBacklog != null && newcomer != null) {
            holdAt(Instant.ofEpochMilli(beforeBacklog + newcomer));
        }
        holdAt(back);
    }

    private void holdAt(Instant from) {
        if (from.isBefore(until())) {
            stored = from;
            known = clock.count();
        }
    }

    /**
     * Takes note that everything from there on was read that could be seen when it was asked for.
     *
     * @param asked our count then
     */
    public synchronized void newestRead(Instant from, long asked) {
        tailFrom = from;
        tailAsked = asked;
    }

    /**
     * What has to be read again, so that all is read that can be seen at a moment.
     *
     * @param from its beginning, included
     * @param until its end, excluded: what follows was read as the newest
     * @param asOf our count at that moment
     * @param settled what was settled when this was found out
     */
    public record Stretch(Instant from, Instant until, long asOf, Instant settled) {

        /** The same with another beginning. */
        public Stretch from(Instant other) {
            return new Stretch(other, until, asOf, settled);
        }
    }

    /** The stretch to read again now, or {@code null} as long as nothing was read to its newest end. */
    public synchronized Stretch stretch() {
        Instant settled = until();
        return tailFrom == null ? null : new Stretch(settled, tailFrom, Math.min(clock.count(), tailAsked), settled);
    }

    /**
     * Takes note that a stretch was read again. If an earlier clock was heard meanwhile, which may have spoken all the
     * time before, it began too late, and nothing more is settled by it.
     */
    public synchronized void read(Stretch stretch) {
        if (!until().isBefore(stretch.settled())) {
            unread = null;
            settledAsOf(stretch.asOf());
        }
    }

    /**
     * Takes note that a stretch was read again up to there, and maybe no further: the next one begins there, or where something may
     * still surface.
     */
    public synchronized void readUpTo(Stretch stretch, Instant reached) {
        // What was left to a backlog meanwhile is beyond that.
        if (!until().isBefore(stretch.settled()) && reached.isAfter(until())) {
            unread = reached;
            settledAsOf(stretch.asOf());
        }
    }

    /** Whether the server's clock was but one all the time that counts. */
    public synchronized boolean steady() {
        return clock.steadySince(since);
    }

    /** What no clock of the server shows yet: only a change that was given a time of its own has a later one. */
    public synchronized Instant latest() {
        return clock.latestSince(Math.min(since, clock.count() - lateness - SLACK));
    }
}

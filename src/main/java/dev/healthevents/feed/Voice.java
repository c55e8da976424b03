package dev.healthevents.feed;

/**
 * A clock that a server was heard to have: how far it is ahead of our count of milliseconds, between two bounds. A
 * cluster has as many as its nodes have clocks; a clock that was set has a new one.
 */
final class Voice {

    private long least;
    private long most;
    private final boolean rough;

    /** Until when it may have spoken: when an answer of another one had come. */
    private long until = Long.MAX_VALUE;

    Voice(long least, long most) {
        this(least, most, false);
    }

    private Voice(long least, long most, boolean rough) {
        this.least = least;
        this.most = most;
        this.rough = rough;
    }

    /** Whether an answer between these bounds may be this one's. */
    boolean agrees(long leastAhead, long mostAhead) {
        return leastAhead <= most && mostAhead >= least;
    }

    /** Takes note of another answer of it. */
    void heard(long leastAhead, long mostAhead) {
        until = Long.MAX_VALUE;
        if (!rough) {
            least = Math.max(least, leastAhead);
            most = Math.min(most, mostAhead);
        }
    }

    /** Takes note that another one has been heard by then. */
    void silent(long count) {
        until = count;
    }

    /** Both as one, at the price of precision. */
    static Voice of(Voice one, Voice other) {
        Voice both = new Voice(Math.min(one.least, other.least), Math.max(one.most, other.most), true);
        both.until = Math.max(one.until, other.until);
        return both;
    }

    boolean mayHaveSpokenSince(long count) {
        return until >= count;
    }

    long least() {
        return least;
    }

    long most() {
        return most;
    }
}

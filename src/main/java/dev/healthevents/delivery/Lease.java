package dev.healthevents.delivery;

import dev.healthevents.state.DeadLetter;

/**
 * A partition of a topic that this process has, and what of it is on its way. It may be taken away at any time; from then on
 * nothing of it is delivered here. For use by several threads.
 */
public interface Lease {

    /** Whether an event is to be delivered to a sink still, and here. */
    boolean holds(String sink, String eventId);

    /**
     * Takes note that an event is offered to a sink now; {@link #end} follows.
     *
     * @return whether it may be: not where the partition was taken away, or the sink has it already
     */
    boolean begin(String sink, String eventId);

    /** Takes note that an offer that was begun is over, and whether the sink took it. */
    void end(String sink, String eventId, boolean taken);

    /** Takes note that an event became a dead letter, in place of being delivered to the letter's sink. */
    void givenUp(DeadLetter letter);
}

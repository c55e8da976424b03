package dev.healthevents.state;

import java.time.Instant;
import java.util.UUID;

/**
 * A stretch of a source's past whose events go to sinks once more, and how far that is.
 *
 * @param id its name over HTTP
 * @param created when it was asked for, by our clock
 * @param request what was asked for
 * @param position everything before it is in the outboxes
 * @param events how many events went through the routes again
 * @param state whether it is still to be worked at
 */
public record Replay(String id, Instant created, ReplayRequest request, Instant position, long events, State state) {

    /** Whether a replay is still to be worked at. */
    public enum State {
        OPEN,
        DONE,
        CANCELLED
    }

    /** A replay of which nothing is read yet. */
    public static Replay begin(Instant now, ReplayRequest request) {
        return new Replay(UUID.randomUUID().toString(), now, request, request.from(), 0, State.OPEN);
    }

    /** The name by which the ids of a window are remembered that is in the outboxes in part. */
    String memory() {
        return memory(id);
    }

    static String memory(String id) {
        return "replay " + id;
    }

    /** The same replay, read further; done when its end is reached. */
    public Replay at(Instant reached, int more) {
        State then = reached.isBefore(request.to()) ? State.OPEN : State.DONE;
        return new Replay(id, created, request, reached, events + more, then);
    }
}

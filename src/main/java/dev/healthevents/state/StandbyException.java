package dev.healthevents.state;

/** What was asked of a bridge that stands by, and only the one that has the state store can do. */
public final class StandbyException extends StateException {

    private static final long serialVersionUID = 1L;

    public StandbyException() {
        super("This bridge stands by, since another one has the state store; ask that one");
    }
}

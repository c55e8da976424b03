package dev.healthevents.state;

/** A window of a replay was not committed, because the replay was cancelled meanwhile. */
public class ReplayCancelledException extends StateException {

    private static final long serialVersionUID = 1L;

    ReplayCancelledException(String id) {
        super("Replay " + id + " was cancelled");
    }
}

package dev.healthevents.feed;

/**
 * A feed went backwards: what had been read is no longer in it, as after its database was restored from a backup. Numbers
 * that were used before will be used again for other changes, so nothing may be read until an operator says how to go on.
 */
public class FeedRestoredException extends FeedException {

    private static final long serialVersionUID = 1L;

    /** @param message what was found, and what the operator has to do */
    public FeedRestoredException(String message) {
        super(message);
    }
}

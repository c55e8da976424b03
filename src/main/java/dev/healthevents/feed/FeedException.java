package dev.healthevents.feed;

import java.time.Duration;

/** A feed could not be read. The message is for the operator: what was asked, what came, and what to do. */
public class FeedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public FeedException(String message) {
        this(message, null, null);
    }

    public FeedException(String message, Throwable cause) {
        this(message, null, cause);
    }

    /**
     * @param retryAfter how long the server asks to be left alone, or {@code null}
     * @param cause what went wrong underneath, or {@code null}
     */
    public FeedException(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the server asks to be left alone, or {@code null} if it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

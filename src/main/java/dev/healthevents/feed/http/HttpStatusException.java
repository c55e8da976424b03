package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import java.time.Duration;

/** A server answered, but not with what was asked for. */
public class HttpStatusException extends FeedException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HttpStatusException(int status, String message, Duration retryAfter) {
        super(message, retryAfter, null);
        this.status = status;
    }

    /** The status of the answer, for example 503. */
    public int status() {
        return status;
    }
}

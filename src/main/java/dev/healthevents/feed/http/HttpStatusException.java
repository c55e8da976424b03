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

    /** The same, of a 401 that a new token did not mend. */
    HttpStatusException afterRenewal() {
        return new HttpStatusException(
                status,
                getMessage() + ". A new token was refused as well: see that `scope` and `audience` are what this server"
                        + " expects, and that the client may read here",
                retryAfter());
    }

    /** The status of the answer, for example 503. */
    public int status() {
        return status;
    }
}

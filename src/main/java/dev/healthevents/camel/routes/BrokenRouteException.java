package dev.healthevents.camel.routes;

/** Route files that can't be used. The message names the file and says why. */
public class BrokenRouteException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenRouteException(String message, Throwable cause) {
        super(message, cause);
    }
}

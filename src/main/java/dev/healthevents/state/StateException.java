package dev.healthevents.state;

/** The state store can't be opened, read or written. The message says which, why, and what to do. */
public class StateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateException(String message) {
        super(message);
    }

    public StateException(String message, Throwable cause) {
        super(message, cause);
    }
}

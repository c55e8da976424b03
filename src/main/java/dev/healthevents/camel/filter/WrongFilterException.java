package dev.healthevents.camel.filter;

/** A filter that Event Grid would refuse, or that could never mean what it says. The message names the mend. */
public class WrongFilterException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    WrongFilterException(String message) {
        super(message);
    }

    WrongFilterException(String message, Throwable cause) {
        super(message, cause);
    }
}

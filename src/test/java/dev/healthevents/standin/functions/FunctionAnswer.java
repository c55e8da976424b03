package dev.healthevents.standin.functions;

import java.util.Map;

/**
 * An answer.
 *
 * @param status 0 for none at all: the connection is closed instead
 */
public record FunctionAnswer(int status, Map<String, String> headers, String body) {

    /** The connection is closed without an answer. */
    public static final FunctionAnswer CUT = of(0);

    public static FunctionAnswer of(int status) {
        return new FunctionAnswer(status, Map.of(), "");
    }

    public static FunctionAnswer of(int status, String body) {
        return new FunctionAnswer(status, Map.of(), body);
    }

    /** With a {@code Retry-After} of so many seconds. */
    public FunctionAnswer after(int seconds) {
        return new FunctionAnswer(status, Map.of("Retry-After", String.valueOf(seconds)), body);
    }
}

package dev.healthevents.config;

import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.StateException;
import java.net.UnknownHostException;
import java.util.function.Supplier;

/** Opens the state store that is configured, and says what is wrong with it. */
final class StateFactory {

    private StateFactory() {}

    static StateDatabase open(StateProperties state) {
        return orWrong(state, () -> StateDatabase.openOrStandBy(state.url(), state.username(), state.password()));
    }

    /** @throws WrongConfigurationException if the attempt says that the store can't be used */
    static <T> T orWrong(StateProperties state, Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (StateException e) {
            throw new WrongConfigurationException(
                    "health-events.state.url",
                    "can't be used: " + reason(e),
                    state.url().startsWith("jdbc:postgresql:")
                            ? "See that the database is there and lets health-events.state.username in, and that the"
                                    + " URL is like jdbc:postgresql://host:5432/database"
                            : "Set it to jdbc:sqlite: and a file of this process's own on a local disk, such as"
                                    + " jdbc:sqlite:health-events.db",
                    e);
        }
    }

    private static String reason(StateException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the host " + cause.getMessage() + " is not known";
            }
        }
        return e.getMessage();
    }
}

package dev.healthevents.standin.eventhubs;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** The service says no, by an AMQP error. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String condition;

    RefusedException(String condition, String description) {
        super(description);
        this.condition = condition;
    }

    ErrorCondition condition() {
        return new ErrorCondition(Symbol.valueOf(condition), getMessage());
    }
}

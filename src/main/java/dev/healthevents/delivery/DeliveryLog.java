package dev.healthevents.delivery;

import dev.healthevents.state.Attempts;
import dev.healthevents.state.OutboxRow;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a sink's deliveries: ids and reasons, and no reason twice in a row. */
final class DeliveryLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sinks");

    private final Sink sink;
    private String told;

    DeliveryLog(Sink sink) {
        this.sink = sink;
    }

    void delivered(int failures) {
        if (failures > 0) {
            LOG.info("{}: delivering again, after {} failed attempts.", sink.name(), failures);
        }
        told = null;
    }

    void away(Failure failure, Duration wait, Throwable e) {
        if (!failure.reason().equals(told)) {
            LOG.warn(
                    "{}: {}. {} events wait; trying again in {} ms.",
                    sink.name(),
                    failure.reason(),
                    sink.outbox().pending(),
                    wait.toMillis());
            LOG.debug("{}: The failure was a {}.", sink.name(), e.getClass().getName());
        }
        told = failure.reason();
    }

    void putAside(OutboxRow row, Attempts attempts, Failure failure, Duration delay) {
        LOG.warn(
                "{}: event {} failed ({} of {} attempts): {}. It is offered again in {} s; others go on.",
                sink.name(),
                row.eventId(),
                attempts.count(),
                sink.policy().attempts(),
                failure.reason(),
                delay.toSeconds());
    }

    void givenUp(OutboxRow row, String cause, String reason, Attempts attempts) {
        LOG.warn(
                "{}: event {} became a dead letter after {} attempts ({}): {}.",
                sink.name(),
                row.eventId(),
                attempts.count(),
                cause,
                reason);
    }
}

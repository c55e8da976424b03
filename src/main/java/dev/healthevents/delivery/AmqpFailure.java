package dev.healthevents.delivery;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import dev.healthevents.delivery.Failure.Kind;
import java.time.Duration;

/**
 * What an AMQP error means for what was to be delivered.
 *
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-troubleshoot">AMQP errors</a>
 */
public final class AmqpFailure {

    /** What the service asks for when it throttles: "Please wait 4 seconds and try again". */
    private static final Duration THROTTLED = Duration.ofSeconds(4);

    private AmqpFailure() {}

    public static Failure of(AmqpException e) {
        AmqpErrorCondition condition = e.getErrorCondition();
        String reason = words(e);
        if (condition == null) {
            return new Failure(Kind.AWAY, "Aborted", reason, null);
        }
        return switch (condition) {
            case LINK_PAYLOAD_SIZE_EXCEEDED -> new Failure(Kind.REFUSED, "PayloadTooLarge", reason, null);
            case SERVER_BUSY_ERROR -> new Failure(Kind.BUSY, "Busy", reason, THROTTLED);
            case RESOURCE_LIMIT_EXCEEDED -> new Failure(Kind.BUSY, "Full", reason, null);
            case UNAUTHORIZED_ACCESS -> new Failure(Kind.AWAY, "Unauthorized", reason, null);
            case NOT_FOUND -> new Failure(Kind.AWAY, "NotFound", reason, null);
            case ENTITY_DISABLED_ERROR -> new Failure(Kind.AWAY, "Disabled", reason, null);
            case TIMEOUT_ERROR -> new Failure(Kind.AWAY, "TimedOut", reason, null);
            case ARGUMENT_ERROR, ARGUMENT_OUT_OF_RANGE_ERROR, NOT_IMPLEMENTED ->
                new Failure(Kind.FAILED, "BadRequest", reason, null);
            default -> new Failure(Kind.AWAY, "Aborted", reason, null);
        };
    }

    /** Without the error context of Azure's client, a line of names that says where in it that was. */
    private static String words(AmqpException e) {
        return Reason.of(new Exception(e.getMessage().replaceFirst("(?s), errorContext\\[.*", "")));
    }
}

package dev.healthevents.delivery;

import java.time.Duration;

/**
 * Why a delivery failed.
 *
 * @param kind whose failure it is
 * @param outcome in a word of Event Grid's ({@code lastDeliveryOutcome})
 * @param reason in a sentence, without secrets
 * @param retryAfter how long the sink asked to be left alone, or {@code null}
 * @see <a href="https://learn.microsoft.com/azure/event-grid/manage-event-delivery">Dead letter and retry policies</a>
 */
public record Failure(Kind kind, String outcome, String reason, Duration retryAfter) {

    /** Whose failure it is. */
    public enum Kind {
        /** The sink says that it can't take anything now. */
        BUSY,
        /** The sink does not answer; that may be an event's doing, if it does so again and again. */
        AWAY,
        /** The sink failed on what it was offered, and may take it another time. */
        FAILED,
        /** The sink will not take what it was offered. */
        REFUSED
    }
}

package dev.healthevents.delivery;

import dev.healthevents.delivery.Failure.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What an HTTP status means for what was to be delivered, as Event Grid sees it.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Event Grid delivery and retry</a>
 */
public final class HttpFailure {

    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final Set<Integer> AWAY = Set.of(401, 404, 407, 408, 410, 421, 502, 504);

    private static final Map<Integer, String> OUTCOMES = Map.of(
            400, "BadRequest",
            401, "Unauthorized",
            403, "Forbidden",
            404, "NotFound",
            408, "TimedOut",
            413, "PayloadTooLarge",
            429, "Busy",
            503, "Busy",
            504, "TimedOut");

    private HttpFailure() {}

    /**
     * @param retryAfter from the header {@code Retry-After}, or {@code null}
     * @param policy says which statuses are not retried
     */
    public static Failure of(int status, Duration retryAfter, RetryPolicy policy) {
        String outcome = OUTCOMES.getOrDefault(status, "Aborted");
        String word = outcome.equals("Aborted") ? "" : " (" + outcome + ")";
        return new Failure(kind(status, policy), outcome, "it answered " + status + word, retryAfter);
    }

    private static Kind kind(int status, RetryPolicy policy) {
        if (policy.notRetried().contains(status)) {
            return Kind.REFUSED;
        }
        if (BUSY.contains(status)) {
            return Kind.BUSY;
        }
        // An answer below 400 is a proxy's, or another service's; an address or a key that is wrong is so for all
        // events.
        return AWAY.contains(status) || status < 400 ? Kind.AWAY : Kind.FAILED;
    }
}

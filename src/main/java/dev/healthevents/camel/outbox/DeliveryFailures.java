package dev.healthevents.camel.outbox;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import dev.healthevents.delivery.AmqpFailure;
import dev.healthevents.delivery.Failure;
import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.delivery.HttpFailure;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.RetryPolicy;
import dev.healthevents.feed.http.RetryAfter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Says what the exceptions of sinks' routes mean for what was to be delivered. */
final class DeliveryFailures {

    private final RetryPolicy policy;
    private final Clock clock;

    /** @param clock tells how long it is until a {@code Retry-After} that is a date */
    DeliveryFailures(RetryPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** The failure that an exception stands for: that of the first cause which says more than that something failed. */
    Failure of(Exception exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            Failure failure = known(cause);
            if (failure != null) {
                return failure;
            }
        }
        return new Failure(Kind.FAILED, "Aborted", Reason.of(exception), null);
    }

    private Failure known(Throwable cause) {
        if (cause instanceof HttpResponseException answer && answer.getResponse() != null) {
            return status(
                    answer.getResponse().getStatusCode(),
                    answer.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER));
        }
        if (cause instanceof HttpOperationFailedException answer) {
            return status(answer.getStatusCode(), retryAfter(answer));
        }
        if (cause instanceof ApiException kafka) {
            return ofKafka(kafka);
        }
        if (cause instanceof AmqpException amqp) {
            return AmqpFailure.of(amqp);
        }
        if (cause instanceof UnknownHostException) {
            // Java's own resolver says "f.example.org: Name or service not known", others say the host alone.
            String host = Reason.of(cause).replaceFirst(": .*", "");
            return new Failure(Kind.AWAY, "ResolutionError", "the host " + host + " is not known", null);
        }
        if (cause instanceof InterruptedIOException
                || cause instanceof TimeoutException
                || cause instanceof ExchangeTimedOutException) {
            return new Failure(Kind.AWAY, "TimedOut", "it did not answer in time: " + Reason.of(cause), null);
        }
        if (cause instanceof IOException) {
            String reason =
                    cause.getMessage() == null ? "the connection failed (" + Reason.of(cause) + ")" : Reason.of(cause);
            return new Failure(Kind.AWAY, "SocketError", reason, null);
        }
        return cause instanceof InterruptedException
                ? new Failure(Kind.AWAY, "Canceled", "it was interrupted", null)
                : null;
    }

    private static String retryAfter(HttpOperationFailedException answer) {
        Map<String, String> headers = answer.getResponseHeaders() == null ? Map.of() : answer.getResponseHeaders();
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private Failure status(int status, String retryAfter) {
        return HttpFailure.of(status, retryAfter == null ? null : RetryAfter.parse(retryAfter, clock), policy);
    }

    private static Failure ofKafka(ApiException kafka) {
        if (kafka instanceof RecordTooLargeException || kafka instanceof RecordBatchTooLargeException) {
            return new Failure(Kind.REFUSED, "PayloadTooLarge", Reason.of(kafka), null);
        }
        if (kafka instanceof AuthenticationException || kafka instanceof AuthorizationException) {
            return new Failure(Kind.AWAY, "Unauthorized", Reason.of(kafka), null);
        }
        return new Failure(Kind.AWAY, "Aborted", Reason.of(kafka), null);
    }
}

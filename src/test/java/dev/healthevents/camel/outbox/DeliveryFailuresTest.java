package dev.healthevents.camel.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.Failure;
import dev.healthevents.delivery.Failure.Kind;
import dev.healthevents.delivery.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryFailuresTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(30, Duration.ofHours(24), List.of(Duration.ofSeconds(10)), Set.of(400, 403, 413));

    private final DeliveryFailures failures = new DeliveryFailures(POLICY, Clock.systemUTC());

    private static Exception answer(int status, Map<String, String> headers) {
        return new CamelExecutionException(
                "failed",
                null,
                new HttpOperationFailedException(
                        "https://f.example.org/?code=s3cret", status, null, null, headers, null));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED, BadRequest",
        "403, REFUSED, Forbidden",
        "413, REFUSED, PayloadTooLarge",
        "401, AWAY, Unauthorized",
        "404, AWAY, NotFound",
        "408, AWAY, TimedOut",
        "302, AWAY, Aborted",
        "502, AWAY, Aborted",
        "504, AWAY, TimedOut",
        "429, BUSY, Busy",
        "503, BUSY, Busy",
        "500, FAILED, Aborted",
        "409, FAILED, Aborted"
    })
    void aStatusMeansWhatItMeansToEventGrid(int status, Kind kind, String outcome) {
        Failure failure = failures.of(answer(status, Map.of()));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.outcome()).isEqualTo(outcome);
    }

    @Test
    void theReasonHasTheStatusAndNoSecret() {
        assertThat(failures.of(answer(413, null)).reason()).isEqualTo("it answered 413 (PayloadTooLarge)");
    }

    @Test
    void retryAfterIsReadWhateverItsCase() {
        assertThat(failures.of(answer(503, Map.of("retry-after", "7"))).retryAfter())
                .hasSeconds(7);
    }

    @Test
    void whatIsTooLargeForKafkaIsRefused() {
        assertThat(failures.of(new RecordTooLargeException("1.5 MB")))
                .isEqualTo(new Failure(Kind.REFUSED, "PayloadTooLarge", "1.5 MB", null));
    }

    @Test
    void aBrokerThatIsAwayIsAway() {
        assertThat(failures.of(new TimeoutException("no metadata")).kind()).isEqualTo(Kind.AWAY);
        assertThat(failures.of(new AuthenticationException("wrong")).outcome()).isEqualTo("Unauthorized");
    }

    @Test
    void aConnectionThatFailsIsTheSinks() {
        assertThat(outcome(new ConnectException("refused"))).isEqualTo("AWAY SocketError");
        assertThat(outcome(new SocketTimeoutException("read"))).isEqualTo("AWAY TimedOut");
        assertThat(outcome(new ExchangeTimedOutException(new DefaultExchange(new DefaultCamelContext()), 15_000)))
                .isEqualTo("AWAY TimedOut");
        assertThat(outcome(new UnknownHostException("f.example.org"))).isEqualTo("AWAY ResolutionError");
        assertThat(outcome(new IOException("disk full"))).isEqualTo("AWAY SocketError");
    }

    @Test
    void aHostThatIsNotKnownIsNamedAsItIsConfigured() {
        String resolver = "f.example.org: Name or service not known";
        assertThat(failures.of(new UnknownHostException(resolver)).reason())
                .isEqualTo("the host f.example.org is not known");
    }

    @Test
    void whatARouteFailsOnByItselfIsChargedToTheEvent() {
        assertThat(outcome(new IllegalStateException("no such header"))).isEqualTo("FAILED Aborted");
    }

    private String outcome(Exception e) {
        Failure failure = failures.of(e);
        return failure.kind() + " " + failure.outcome();
    }
}

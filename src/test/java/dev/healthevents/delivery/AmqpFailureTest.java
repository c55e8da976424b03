package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpErrorContext;
import com.azure.core.amqp.exception.AmqpException;
import dev.healthevents.delivery.Failure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmqpFailureTest {

    @ParameterizedTest
    @CsvSource({
        "LINK_PAYLOAD_SIZE_EXCEEDED, REFUSED, PayloadTooLarge",
        "SERVER_BUSY_ERROR, BUSY, Busy",
        "RESOURCE_LIMIT_EXCEEDED, BUSY, Full",
        "UNAUTHORIZED_ACCESS, AWAY, Unauthorized",
        "NOT_FOUND, AWAY, NotFound",
        "ENTITY_DISABLED_ERROR, AWAY, Disabled",
        "TIMEOUT_ERROR, AWAY, TimedOut",
        "LINK_DETACH_FORCED, AWAY, Aborted",
        "ARGUMENT_ERROR, FAILED, BadRequest"
    })
    void aConditionIsOneOfTheFourKindsAndAWordOfEventGrids(AmqpErrorCondition condition, Kind kind, String outcome) {
        Failure failure = AmqpFailure.of(new AmqpException(false, condition, "words", null));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.outcome()).isEqualTo(outcome);
    }

    @Test
    void withoutAConditionTheSinkIsAway() {
        assertThat(AmqpFailure.of(new AmqpException(true, "words", null)).kind())
                .isEqualTo(Kind.AWAY);
    }

    @Test
    void throttlingIsLeftAloneForAsLongAsTheServiceAsksFor() {
        assertThat(AmqpFailure.of(new AmqpException(true, AmqpErrorCondition.SERVER_BUSY_ERROR, "words", null))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void theReasonIsTheServicesWordsOnly() {
        Failure failure = AmqpFailure.of(new AmqpException(
                false, AmqpErrorCondition.NOT_FOUND, "It is not there.", new AmqpErrorContext("clinic")));

        assertThat(failure.reason()).isEqualTo("It is not there.");
    }
}

package dev.healthevents.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.healthevents.state.DeadLetter;
import java.time.Instant;
import java.util.List;

/** A dead letter as the API shows it; the event is as it was encoded, or what is known of the change. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterState(
        String id,
        String stage,
        String source,
        String sink,
        List<String> sinks,
        String subject,
        String reason,
        String cause,
        String lastOutcome,
        int attempts,
        Instant firstAttempt,
        Instant lastAttempt,
        Instant at,
        JsonNode event) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static DeadLetterState of(DeadLetter letter) {
        return new DeadLetterState(
                letter.id(),
                letter.stage(),
                letter.source().isEmpty() ? null : letter.source(),
                letter.sink().isEmpty() ? null : letter.sink(),
                letter.sinks().isEmpty() ? null : letter.sinks(),
                letter.subject(),
                letter.reason(),
                letter.cause(),
                letter.outcome(),
                letter.attempts().count(),
                letter.attempts().first(),
                letter.attempts().last(),
                letter.at(),
                json(letter.entry()));
    }

    private static JsonNode json(String entry) {
        try {
            return JSON.readTree(entry);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(entry);
        }
    }
}

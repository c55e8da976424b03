package dev.healthevents.state;

import java.time.Instant;
import java.util.List;

/**
 * What could not be announced, or not be delivered to one sink.
 *
 * @param id the event's id, where there is an event; the same whenever the same thing fails again
 * @param stage where it failed: {@value #READ}, {@value #ROUTE} or {@value #DELIVER}
 * @param source the source it came from; empty where an older version kept what could not be delivered
 * @param sink the sink that it could not be delivered to, else empty
 * @param sinks those that it was for, where a replay was for some only; empty: all that the routes choose
 * @param at when it became a dead letter, by our clock
 * @param reason why, in one sentence
 * @param subject the event's subject, or {@code null} where there is no event
 * @param entry what is known of it: ids only, or the event
 * @param cause why it was given up, in a word of Event Grid's ({@code deadLetterReason}), or {@code null}
 * @param outcome of the last attempt, in a word of Event Grid's ({@code lastDeliveryOutcome}), or {@code null}
 * @param attempts how often it was offered to the sink
 */
public record DeadLetter(
        String id,
        String stage,
        String source,
        String sink,
        List<String> sinks,
        Instant at,
        String reason,
        String subject,
        String entry,
        String cause,
        String outcome,
        Attempts attempts) {

    public static final String READ = "read";
    public static final String ROUTE = "route";
    public static final String DELIVER = "deliver";

    /** What could not be announced. */
    public DeadLetter(String id, String stage, String source, Instant at, String reason, String entry) {
        this(id, stage, source, "", List.of(), at, reason, null, entry, null, null, Attempts.NONE);
    }
}

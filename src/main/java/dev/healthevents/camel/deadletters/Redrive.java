package dev.healthevents.camel.deadletters;

import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.State;
import dev.healthevents.source.StoredEvent;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetterSearch;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.WindowTransaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters again: to the sink that did not take them, or through the routes that failed on them. Or gives them
 * up, which does not happen to one that is just being sent.
 */
public final class Redrive {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sinks");
    private static final String ROUTER = "direct:health-events";
    private static final int BATCH = 500;

    /** Of those that go through the routes; they are in memory at a time. */
    private static final int MOST_ROUTED = 10_000;

    private final CamelContext context;
    private final DeadLetters letters;
    private final Sinks sinks;
    private final State state;

    public Redrive(CamelContext context, DeadLetters letters, Sinks sinks, State state) {
        this.context = context;
        this.letters = letters;
        this.sinks = sinks;
        this.state = state;
    }

    /**
     * What became of them.
     *
     * @param redriven how many were sent again
     * @param left how many were not, by the reason
     */
    public record Outcome(long redriven, Map<String, Long> left) {}

    /**
     * Sends those that are meant, oldest first; what becomes a dead letter again meanwhile is not sent twice.
     *
     * @throws dev.healthevents.state.StateException if the database refuses it; some may have been sent by then
     */
    public synchronized Outcome redrive(DeadLetterSearch search) {
        DeadLetterSearch meant = search.upTo(letters.last());
        Map<String, Long> left = new LinkedHashMap<>();
        long redriven = 0;
        for (Sink sink : sinks.all()) {
            redriven += delivered(meant.atStage(DeadLetter.DELIVER).ofSink(sink.name()), sink);
        }
        leave(
                left,
                meant.atStage(DeadLetter.DELIVER),
                "their sink is off: configure it again, and send them again then");
        redriven += routed(meant.atStage(DeadLetter.ROUTE), left);
        leave(
                left,
                meant.atStage(DeadLetter.READ),
                "they were never understood as events: mend what their reason says, and replay that time of their source");
        LOG.info(
                "{} dead letters are sent again, {} are left.",
                redriven,
                left.values().stream().mapToLong(Long::longValue).sum());
        return new Outcome(redriven, left);
    }

    /**
     * Removes those that are meant, for good, but for what becomes a dead letter meanwhile.
     *
     * @return how many
     * @throws dev.healthevents.state.StateException if the database refuses it; some may be removed by then
     */
    public synchronized long giveUp(DeadLetterSearch search) {
        long givenUp = letters.giveUp(search.upTo(letters.last()));
        LOG.info("{} dead letters are given up.", givenUp);
        return givenUp;
    }

    private void leave(Map<String, Long> left, DeadLetterSearch search, String reason) {
        long count = letters.count(search);
        if (count > 0) {
            left.put(reason, count);
        }
    }

    private long delivered(DeadLetterSearch search, Sink sink) {
        long redriven = 0;
        for (List<DeadLetter> batch = letters.oldest(search, BATCH);
                !batch.isEmpty();
                batch = letters.oldest(search, BATCH)) {
            letters.redrive(batch, sink.outbox());
            redriven += batch.size();
        }
        return redriven;
    }

    private long routed(DeadLetterSearch search, Map<String, Long> left) {
        List<DeadLetter> batch = letters.oldest(search, MOST_ROUTED);
        long more = letters.count(search) - batch.size();
        if (more > 0) {
            left.put("more are to go through the routes than at once: send them again once more", more);
        }
        long redriven = 0;
        ProducerTemplate template = context.createProducerTemplate();
        for (DeadLetter letter : batch) {
            String failure = routed(template, letter);
            if (failure == null) {
                redriven++;
            } else {
                left.merge(failure, 1L, Long::sum);
            }
        }
        template.stop();
        return redriven;
    }

    /** @return why it failed again, or {@code null} */
    private String routed(ProducerTemplate template, DeadLetter letter) {
        WindowTransaction window = state.begin(letter);
        try {
            HealthEvent event = StoredEvent.read(letter.entry());
            Exchange result = template.send(ROUTER, exchange -> {
                WindowProperty.set(exchange, window);
                WindowProperty.set(exchange, event);
                exchange.getMessage().setBody(event);
            });
            if (result.getException() != null) {
                return Reason.of(result.getException());
            }
        } catch (IllegalArgumentException e) {
            return Reason.of(e);
        }
        window.commit();
        return window.reason().orElse(null);
    }
}

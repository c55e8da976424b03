package dev.healthevents.ops;

import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * What is told of a sink out of the state store. While that does not answer it is what it said last: a status is looked
 * at most when something is broken, and the sources and sinks say themselves that the store is.
 */
@Component
class StoredFigures implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.ops");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** All that one status or one scrape tells is of one look. */
    private static final Duration FRESH = Duration.ofMillis(100);

    private static final OfSink UNKNOWN = new OfSink(0, null, 0);

    /**
     * @param deadLetters of the sink that are there now
     * @param oldest how long the event has waited that waits longest, to a second, or {@code null} if none waits
     * @param heldUp subjects of which an event waits that the sink failed on
     */
    record OfSink(long deadLetters, Duration oldest, long heldUp) {}

    private final Sinks sinks;
    private final DeadLetters letters;
    private final Clock clock;
    private final Standby standby;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "stored-figures");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Map<String, OfSink> last = Map.of();
    private volatile List<DeadLetters.Tally> tallies = List.of();
    private volatile long asked = System.nanoTime() - FRESH.toNanos();
    private volatile Future<?> unanswered;

    StoredFigures(Sinks sinks, DeadLetters letters, Clock clock, Standby standby) {
        this.standby = standby;
        this.sinks = sinks;
        this.letters = letters;
        this.clock = clock;
    }

    /** Waits two seconds for the state store at the most, and not at all while it still owes an answer. */
    OfSink of(Sink sink) {
        refresh();
        return last.getOrDefault(sink.name(), UNKNOWN);
    }

    /** How many dead letters are there now of a stage, and of one sink if any is named; waits as long. */
    long deadLetters(String stage, String sink) {
        refresh();
        return tallies.stream()
                .filter(tally -> tally.stage().equals(stage) && tally.sink().equals(sink))
                .mapToLong(DeadLetters.Tally::count)
                .sum();
    }

    private void refresh() {
        boolean answered = unanswered == null || unanswered.isDone();
        if (answered && System.nanoTime() - asked >= FRESH.toNanos()) {
            ask();
            asked = System.nanoTime();
        }
    }

    private void ask() {
        Future<?> asked = thread.submit(this::look);
        try {
            asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            unanswered = asked;
        } catch (ExecutionException e) {
            Fatal.check(e);
            if (!(e.getCause() instanceof StateException)) {
                LOG.warn("What waits and what is a dead letter could not be looked at.", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (standby.lasts()) {
            // The other tells them; told by both they would be counted twice.
            tallies = List.of();
            last = Map.of();
            return;
        }
        List<DeadLetters.Tally> counted = letters.tally();
        Map<String, Long> undelivered = counted.stream()
                .filter(tally -> tally.stage().equals(DeadLetter.DELIVER))
                .collect(Collectors.toMap(DeadLetters.Tally::sink, DeadLetters.Tally::count));
        Map<String, OfSink> found = new HashMap<>();
        for (Sink sink : sinks.all()) {
            found.put(
                    sink.name(),
                    new OfSink(
                            undelivered.getOrDefault(sink.name(), 0L),
                            oldest(sink),
                            sink.outbox().heldUp()));
        }
        tallies = counted;
        last = found;
    }

    private Duration oldest(Sink sink) {
        return sink.outbox()
                .waitingSince()
                .map(since -> Duration.between(since, clock.instant()))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .orElse(null);
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}

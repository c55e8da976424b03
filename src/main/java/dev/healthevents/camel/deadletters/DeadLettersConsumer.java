package dev.healthevents.camel.deadletters;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands dead letters to a route that exports them, batch by batch, until it has taken each once. */
public class DeadLettersConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sinks");

    private static final Duration LAST_BATCH = Duration.ofSeconds(2);

    private final DeadLettersEndpoint endpoint;
    private final DeadLetters letters;
    private final Backoff backoff = new Backoff(Clock.systemUTC());
    private ScheduledExecutorService executor;
    private String told;

    public DeadLettersConsumer(DeadLettersEndpoint endpoint, Processor processor, DeadLetters letters) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.letters = letters;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        executor = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, endpoint.getEndpointUri());
        executor.scheduleWithFixedDelay(this::look, 0, endpoint.getDelay(), TimeUnit.MILLISECONDS);
    }

    /** Who exported before a reload may still be at it. */
    private void look() {
        if (!letters.exporting(endpoint.getSink()).tryLock()) {
            return;
        }
        try {
            exportAll();
        } catch (Throwable e) {
            Fatal.check(e);
            failed(e);
        } finally {
            letters.exporting(endpoint.getSink()).unlock();
        }
    }

    private void exportAll() throws Exception {
        while (isRunAllowed() && !isStopping() && !isSuspended() && backoff.due()) {
            List<DeadLetter> batch = ofOne(letters.toExport(endpoint.getSink(), endpoint.getBatchSize()));
            if (batch.isEmpty()) {
                return;
            }
            export(batch);
            letters.exported(batch);
            backoff.succeeded();
            told = null;
        }
    }

    private static List<DeadLetter> ofOne(List<DeadLetter> mixed) {
        return mixed.stream()
                .filter(letter -> name(letter).equals(name(mixed.get(0))))
                .toList();
    }

    private static String name(DeadLetter letter) {
        return letter.sink().isEmpty() ? letter.source() : letter.sink();
    }

    private void export(List<DeadLetter> batch) throws Exception {
        letters.checkOwner();
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(batch);
            exchange.getMessage().setHeader(DeadLettersEndpoint.NAME_HEADER, name(batch.get(0)));
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void failed(Throwable e) {
        backoff.failed(null);
        String reason = Reason.of(e);
        if (!reason.equals(told) && !isStopping()) {
            LOG.warn(
                    "Dead letters{} could not be exported to {}: {}. Trying again.",
                    endpoint.getSink() == null ? "" : " of " + endpoint.getSink(),
                    endpoint.getName(),
                    reason);
        }
        told = reason;
    }

    @Override
    protected void doStop() throws Exception {
        if (executor != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(executor, LAST_BATCH.toMillis());
            executor = null;
        }
        super.doStop();
    }
}

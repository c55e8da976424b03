package dev.healthevents.camel;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sink;
import dev.healthevents.state.OutboxRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a sink's events to its route, batch by batch, in order, and never gives one up. */
public class OutboxConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sinks");
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long REST_MS = 50;

    private final OutboxEndpoint endpoint;
    private final Sink sink;
    private final Backoff backoff = new Backoff(Clock.systemUTC());
    private ExecutorService executor;

    public OutboxConsumer(OutboxEndpoint endpoint, Processor processor, Sink sink) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.sink = sink;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        executor = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, endpoint.getEndpointUri());
        executor.execute(this::drain);
    }

    private void drain() {
        try {
            while (isRunAllowed() && !isStopping()) {
                if (isSuspended() || !backoff.due()) {
                    Thread.sleep(REST_MS);
                } else if (sink.outbox().awaitEvents(PATIENCE)) {
                    deliverFirst();
                } else {
                    sink.status().idle();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliverFirst() {
        try {
            List<OutboxRow> rows = sink.outbox().first(endpoint.getBatchSize());
            if (rows.isEmpty()) {
                return;
            }
            deliver(rows);
            sink.outbox().delete(rows);
            succeeded(rows.size());
        } catch (Exception e) {
            failed(e);
        }
    }

    private void deliver(List<OutboxRow> rows) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(rows.stream().map(this::message).toList());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private Message message(OutboxRow row) {
        Message message = new DefaultMessage(endpoint.getCamelContext());
        message.setBody(row.event());
        if (endpoint.getKeyHeader() != null) {
            message.setHeader(endpoint.getKeyHeader(), row.subject());
        }
        return message;
    }

    private void succeeded(int events) {
        if (backoff.failures() > 0) {
            LOG.info("{}: delivering again, after {} failed attempts.", sink.name(), backoff.failures());
        }
        backoff.succeeded();
        sink.status().delivered(events);
    }

    private void failed(Exception e) {
        Duration wait = backoff.failed(null);
        String reason = Reason.of(e);
        if (!reason.equals(sink.status().lastError())) {
            LOG.warn(
                    "{}: {}. {} events wait; trying again in {} ms.",
                    sink.name(),
                    reason,
                    sink.outbox().pending(),
                    wait.toMillis());
            LOG.debug("{}: The failure in full:", sink.name(), e);
        }
        sink.status().failed(reason);
    }

    @Override
    protected void doStop() throws Exception {
        if (executor != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
            executor = null;
        }
        super.doStop();
    }
}

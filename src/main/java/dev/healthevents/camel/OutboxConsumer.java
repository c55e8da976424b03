package dev.healthevents.camel;

import dev.healthevents.delivery.Delivery;
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

/** Hands a sink's events to its route, batch by batch, in order. */
public class OutboxConsumer extends DefaultConsumer {

    private static final long REST_MS = 50;

    private final OutboxEndpoint endpoint;
    private final Sink sink;
    private final Clock clock;
    private ExecutorService executor;

    public OutboxConsumer(OutboxEndpoint endpoint, Processor processor, Sink sink) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.sink = sink;
        Clock bound = endpoint.getCamelContext().getRegistry().findSingleByType(Clock.class);
        this.clock = bound == null ? Clock.systemUTC() : bound;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Delivery delivery = new Delivery(
                sink,
                sink.outbox().deliveries(endpoint.getBatchBytes()),
                endpoint.getBatchSize(),
                new DeliveryFailures(sink.policy(), clock)::of,
                this::offer,
                clock);
        executor = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, endpoint.getEndpointUri());
        executor.execute(() -> drain(delivery));
    }

    private void drain(Delivery delivery) {
        try {
            while (isRunAllowed() && !isStopping()) {
                if (isSuspended()) {
                    Thread.sleep(REST_MS);
                    continue;
                }
                long known = sink.outbox().arrivals();
                Duration rest = delivery.step();
                if (!rest.isZero() && !rest.isNegative()) {
                    sink.outbox().awaitMore(known, rest);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(List<OutboxRow> rows) throws Exception {
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

    @Override
    protected void doStop() throws Exception {
        if (executor != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
            executor = null;
        }
        super.doStop();
    }
}

package dev.healthevents.camel.outbox;

import dev.healthevents.delivery.Deliverer;
import dev.healthevents.delivery.Delivery;
import dev.healthevents.delivery.DeliveryBySubject;
import dev.healthevents.delivery.DeliveryLimits;
import dev.healthevents.delivery.Failure;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Leases;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sink;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a sink's events to its route, batch by batch, in order; those of different subjects at once, where it may. */
public class OutboxConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sinks");
    private static final long REST_MS = 50;

    /** Camel has waited for it before; who delivers next waits as long as it takes. */
    private static final Duration LAST_BATCH = Duration.ofSeconds(2);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final OutboxEndpoint endpoint;
    private final Sink sink;
    private final Clock clock;
    private AtomicBoolean going;
    private ExecutorService executor;
    private ExecutorService requests;

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
        Deliverer delivery = deliverer();
        executor = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, endpoint.getEndpointUri());
        AtomicBoolean mine = new AtomicBoolean(true);
        going = mine;
        executor.execute(() -> drain(delivery, mine));
    }

    private Deliverer deliverer() {
        if (sink.connections() == 1) {
            return new Delivery(
                    sink,
                    sink.outbox().deliveries(endpoint.getBatchBytes()),
                    endpoint.getBatchSize(),
                    this::failure,
                    this::offer,
                    clock);
        }
        requests = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newCachedThreadPool(this, endpoint.getEndpointUri());
        return new DeliveryBySubject(
                sink,
                sink.outbox().bySubject(),
                new DeliveryLimits(endpoint.getBatchSize(), endpoint.getBatchBytes()),
                this::failure,
                this::offer,
                requests,
                clock);
    }

    private void drain(Deliverer delivery, AtomicBoolean going) {
        boolean mine = false;
        try {
            while (going.get()) {
                mine = mine || sink.status().begin();
                // Who delivered before may still be in a route: two would send the same, and in any order.
                step(mine ? delivery : null);
            }
        } finally {
            if (mine) {
                end(delivery);
                sink.status().ended();
            }
        }
    }

    /** Whatever this meets, an interrupt that was not meant for it included, there is a next one. */
    private void step(Deliverer delivery) {
        try {
            if (delivery == null || isSuspended()) {
                if (delivery != null) {
                    delivery.settle();
                }
                Thread.sleep(REST_MS);
                return;
            }
            long known = sink.outbox().news();
            Duration rest = delivery.step();
            if (!rest.isZero() && !rest.isNegative()) {
                sink.outbox().awaitMore(known, rest);
            }
        } catch (InterruptedException e) {
            // Asked to stop, which the caller looks for, or left behind by a route.
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void end(Deliverer delivery) {
        try {
            delivery.end();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        Fatal.check(e);
        sink.status().failed(Reason.of(e));
        LOG.error("{}: delivering failed: {}. Trying again.", sink.name(), Reason.of(e));
        LOG.debug("The failure in full:", e);
        LockSupport.parkNanos(AFTER_FAILURE.toNanos());
    }

    /** @param lasts whether its route is being replaced */
    public void reloading(boolean lasts) {
        sink.status().reloading(lasts);
    }

    private Failure failure(Exception e) {
        Fatal.check(e);
        if (e instanceof StateException) {
            return new Failure(Failure.Kind.AWAY, "Aborted", e.getMessage(), null);
        }
        return new DeliveryFailures(sink.policy(), clock).of(e);
    }

    private void offer(List<OutboxRow> rows) throws Exception {
        // A bridge that was taken over from learns of it when it writes next, which is after the batch.
        sink.outbox().checkOwner();
        try (Leases.Offered offered = sink.leases().begin(sink.name(), rows)) {
            sink.status().dropped(rows.size() - offered.rows().size());
            if (!offered.rows().isEmpty()) {
                process(offered.rows());
            }
            offered.taken();
        }
    }

    private void process(List<OutboxRow> rows) throws Exception {
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
    protected void doSuspend() throws Exception {
        super.doSuspend();
        sink.outbox().wake();
    }

    @Override
    protected void doStop() throws Exception {
        if (executor != null) {
            going.set(false);
            sink.outbox().wake();
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(executor, LAST_BATCH.toMillis());
            executor = null;
        }
        if (requests != null) {
            // Who waits for them takes note of what has become of them.
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(requests);
            requests = null;
        }
        super.doStop();
    }
}

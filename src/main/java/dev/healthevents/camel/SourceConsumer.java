package dev.healthevents.camel;

import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ScheduledPollConsumer;

/** Looks at a source in its rhythm, and takes each window through the route. */
public class SourceConsumer extends ScheduledPollConsumer {

    private static final long LONGEST_STEP_SECONDS = 60;
    private static final long REST_MS = 200;

    private final Source source;
    private final ReentrantLock polling = new ReentrantLock();
    private PollRhythm rhythm;
    private ExecutorService workers;
    private SourceReader reader;
    private OnDemand wakes;

    public SourceConsumer(SourceEndpoint endpoint, Processor processor, Source source) {
        super(endpoint, processor);
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        source.claim(getRouteId());
        Clock clock = beanOr(Clock.class, Clock.systemUTC());
        workers = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newCachedThreadPool(this, getEndpoint().getEndpointUri());
        reader = new SourceReader(
                source, bean(State.class), bean(Sinks.class), bean(RecentEvents.class), this::announce, workers, clock);
        rhythm = new PollRhythm(source, clock);
        wakes = new OnDemand(workers, this::woken);
        source.onWake(wakes::ask);
        super.doStart();
    }

    @Override
    protected int poll() throws Exception {
        polling.lock();
        try {
            return isRunAllowed() ? rhythm.poll(reader, this::isRunAllowed) : 0;
        } finally {
            polling.unlock();
        }
    }

    /**
     * Looks at once, and again as long as that finds something. A server that asked to be left alone is; a look that
     * could not be is made up for, since the next one may be minutes away.
     */
    private void woken() {
        try {
            int announced = 1;
            while (isRunAllowed() && (announced > 0 || source.status().waits())) {
                if (announced == 0) {
                    Thread.sleep(REST_MS);
                }
                announced = poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            getExceptionHandler().handleException(e);
        }
    }

    private void announce(List<HealthEvent> events, WindowTransaction transaction) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(events);
            WindowProperty.set(exchange, transaction);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (reader == null) {
            return;
        }
        reader.close();
        // Who reads next must not begin before this one's last window is committed or given up.
        if (!polling.tryLock(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The last window of " + getEndpoint() + " is not done after "
                    + LONGEST_STEP_SECONDS + " s; see what its route is waiting for");
        }
        polling.unlock();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(workers);
        source.status().stopped();
        source.release(getRouteId());
        reader = null;
    }

    private <T> T bean(Class<T> type) {
        return CamelContextHelper.mandatoryFindSingleByType(getEndpoint().getCamelContext(), type);
    }

    private <T> T beanOr(Class<T> type, T otherwise) {
        T found = getEndpoint().getCamelContext().getRegistry().findSingleByType(type);
        return found == null ? otherwise : found;
    }
}

package dev.healthevents.camel.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.source.InRoutes;
import dev.healthevents.source.OnDemand;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceReader;
import dev.healthevents.source.Workers;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a source in its rhythm, and takes each window through the route. */
public class SourceConsumer extends ScheduledPollConsumer implements IntoRoutes {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration LAST_STEP = Duration.ofSeconds(5);
    private static final long REST_MS = 200;

    private final Source source;
    private final Object beginning = new Object();
    private volatile ReaderParts parts;
    private volatile SourceReader reader;
    private volatile Long endsBy;

    public SourceConsumer(SourceEndpoint endpoint, Processor processor, Source source) {
        super(endpoint, processor);
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        source.claim(getRouteId());
        endsBy = null;
        Workers workers = workers();
        begin();
        source.onWake(new OnDemand(workers, this::woken)::ask);
        if (getScheduler() == null || getScheduler() instanceof PollScheduler) {
            setScheduler(new PollScheduler(this, workers, this::untilNext, this::failed));
        }
        source.status().onStall(this::stalled);
        super.doStart();
    }

    @Override
    public InRoutes inRoutes() {
        return source.status().inRoutes();
    }

    /** @param lasts whether its route is being replaced */
    public void reloading(boolean lasts) {
        source.status().reloading(lasts);
    }

    /** Begins to read, unless that is over already. */
    void begin() {
        ReaderParts shared = parts();
        synchronized (beginning) {
            if (mayRead() || isStarting()) {
                parts = shared;
                reader = new SourceReader(
                        source,
                        shared.state(),
                        shared.sinks(),
                        shared.recent(),
                        this::announce,
                        this::mayRead,
                        shared.workers(),
                        shared.clock());
            }
        }
    }

    final boolean begun() {
        return reader != null;
    }

    /** Takes note of what a poll has thrown. */
    void failed(Throwable e) {
        SourceReader current = reader;
        if (current != null) {
            current.failed(e);
        }
    }

    private Duration untilNext(Duration delay) {
        SourceReader current = reader;
        Duration untilNext = current == null ? delay : current.untilNext();
        return untilNext.compareTo(delay) < 0 ? untilNext : delay;
    }

    Workers workers() {
        return ReaderParts.of(getEndpoint().getCamelContext()).workers();
    }

    /** What it shares with the other sources of its context. */
    ReaderParts parts() {
        return ReaderParts.of(getEndpoint().getCamelContext());
    }

    final boolean mayRead() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    /** For how long a look or a sweep has been due and not done. */
    private Duration stalled() {
        SourceReader current = reader;
        if (current == null || !mayRead()) {
            return Duration.ZERO;
        }
        Duration tail = getScheduler() instanceof PollScheduler ours ? ours.stalled() : Duration.ZERO;
        Duration sweeps = current.stalled();
        return tail.compareTo(sweeps) > 0 ? tail : sweeps;
    }

    @Override
    protected int poll() throws Exception {
        SourceReader current = reader;
        return current == null ? 0 : current.poll(this::goesOn);
    }

    private boolean goesOn() {
        if (getScheduler() instanceof PollScheduler ours) {
            ours.alive();
        }
        return mayRead();
    }

    /**
     * Looks at once, and again as long as that finds something. A server that asked to be left alone is; a look that
     * could not be is made up for, since the next one may be minutes away.
     */
    private void woken() {
        try {
            int announced = 1;
            while (mayRead() && (announced > 0 || source.status().waits())) {
                if (announced == 0) {
                    Thread.sleep(REST_MS);
                }
                announced = poll();
            }
        } catch (Exception e) {
            getExceptionHandler().handleException(e);
        }
    }

    private void announce(List<HealthEvent> events, WindowTransaction window) throws Exception {
        try (InRoutes.Stay stay = inRoutes().enter()) {
            route(events, window);
        }
    }

    /** Takes a window through the route: one exchange, with those events as well that were announced before. */
    void route(List<HealthEvent> events, WindowTransaction window) throws Exception {
        process(exchange -> {
            exchange.getMessage().setBody(events);
            WindowProperty.set(exchange, window);
            WindowProperty.setGoesOn(exchange, this::isRunAllowed);
        });
    }

    /** @throws Exception if the route fails */
    final void process(Consumer<Exchange> filled) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            filled.accept(exchange);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Where everything is stopped, all sources come by here before one of them is waited for: they end together. */
    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        if (reader != null && getEndpoint().getCamelContext().isStopping()) {
            // To close a connection may take its time as well.
            parts.workers().execute(reader::endReading);
            endsBy = System.nanoTime() + LAST_STEP.toNanos();
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        SourceReader last;
        synchronized (beginning) {
            last = reader;
        }
        if (last == null) {
            source.release(getRouteId());
            return;
        }
        last.close();
        // Who reads next does not begin before the last window here is over, however long that takes.
        source.leave(last::ended);
        if (!ended()) {
            LOG.warn(
                    "{}: its last window is in its route still, and will not count; it is read again when that is over.",
                    source.settings().name());
        }
        source.status().stopped();
        source.release(getRouteId());
        reader = null;
    }

    /** Camel's patience may be over, and this thread interrupted: that is no reason not to wait. */
    private boolean ended() {
        boolean interrupted = Thread.interrupted();
        try {
            long until = endsBy == null ? System.nanoTime() + LAST_STEP.toNanos() : endsBy;
            while (!source.free() && System.nanoTime() - until < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                interrupted |= Thread.interrupted();
            }
            return source.free();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

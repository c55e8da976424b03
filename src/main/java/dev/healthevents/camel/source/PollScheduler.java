package dev.healthevents.camel.source;

import dev.healthevents.source.Loop;
import dev.healthevents.source.Workers;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Has a consumer poll by the threads that all sources share, and go on whatever a poll throws. Camel's own keeps a
 * thread for each consumer, and never polls again after an {@link Error}.
 */
final class PollScheduler implements ScheduledPollConsumerScheduler {

    private static final Duration SHORTEST_REST = Duration.ofMillis(1);

    private final ScheduledPollConsumer consumer;
    private final Workers workers;
    private final UnaryOperator<Duration> untilNext;
    private final Consumer<Throwable> failed;
    private CamelContext context;
    private volatile Loop loop;

    /**
     * @param untilNext how long to wait before the next poll, of the delay that is set
     * @param failed told what a poll has thrown
     */
    PollScheduler(
            ScheduledPollConsumer consumer,
            Workers workers,
            UnaryOperator<Duration> untilNext,
            Consumer<Throwable> failed) {
        this.consumer = consumer;
        this.workers = workers;
        this.untilNext = untilNext;
        this.failed = failed;
    }

    @Override
    public void onInit(org.apache.camel.Consumer any) {}

    @Override
    public void scheduleTask(Runnable task) {
        loop = new Loop(workers, () -> poll(task), failed);
    }

    private Duration poll(Runnable task) {
        long began = System.nanoTime();
        task.run();
        Duration delay = untilNext.apply(inTime(consumer.getDelay()));
        Duration rest = consumer.isUseFixedDelay() ? delay : delay.minusNanos(System.nanoTime() - began);
        return rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest;
    }

    private Duration inTime(long value) {
        return Duration.of(value, consumer.getTimeUnit().toChronoUnit());
    }

    @Override
    public void startScheduler() {
        loop.start(inTime(consumer.getInitialDelay()));
    }

    @Override
    public void unscheduleTask() {
        if (loop != null) {
            loop.stop();
        }
    }

    @Override
    public boolean isSchedulerStarted() {
        return loop != null && !loop.stopped();
    }

    /** Takes note that a long poll gets on. */
    void alive() {
        loop.alive();
    }

    /** For how long no poll has been, though it was due; zero while they are. */
    Duration stalled() {
        return loop.stalled();
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        unscheduleTask();
    }

    @Override
    public void shutdown() {
        unscheduleTask();
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}

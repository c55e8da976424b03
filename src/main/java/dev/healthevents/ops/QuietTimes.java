package dev.healthevents.ops;

import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Finds out when hardly anything is to be done, and has the memory given back then that the work before has taken. */
@Component
class QuietTimes implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.ops");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int QUIET_LOOKS = 3;

    /** All threads stand still for a moment, so seldom: ten minutes at least between two. */
    private static final int LOOKS_BETWEEN = (int) Duration.ofMinutes(10).dividedBy(INTERVAL);

    /** What is given back and taken again costs more than it is worth. */
    private static final int LOOKS_BETWEEN_TRIMS = (int) Duration.ofMinutes(5).dividedBy(INTERVAL);

    /** Events in and out between two looks. */
    private static final int FEW = 500;

    /** By less it is not worth it. */
    private static final double GROWN = 1.25;

    private static final Set<String> AT_WORK = Set.of("starting", "catching-up");

    private final BooleanSupplier atWork;
    private final LongSupplier passed;
    private final LongSupplier heap;
    private final Runnable collect;
    private final Runnable trim;
    private final ScheduledExecutorService thread;
    private long before;
    private int quiet;
    private int since = LOOKS_BETWEEN;
    private long left;

    @Autowired
    QuietTimes(Sources sources, Sinks sinks, Standby standby) {
        this(
                () -> !standby.lasts() && sources.all().stream().anyMatch(QuietTimes::atWork),
                () -> passed(sources, sinks),
                SpareMemory::heap,
                SpareMemory::collect,
                SpareMemory::trim);
    }

    /**
     * @param atWork whether a source begins or catches up
     * @param passed how many events came and went since the start
     * @param heap how many bytes the heap has taken from the system
     * @param collect gives back what it does not need, while all threads stand still
     * @param trim gives native memory back, beside all other work
     */
    QuietTimes(BooleanSupplier atWork, LongSupplier passed, LongSupplier heap, Runnable collect, Runnable trim) {
        this.atWork = atWork;
        this.passed = passed;
        this.heap = heap;
        this.collect = collect;
        this.trim = trim;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread looks = new Thread(work, "quiet-times");
            looks.setDaemon(true);
            return looks;
        });
    }

    private static boolean atWork(Source source) {
        return AT_WORK.contains(source.status().state());
    }

    private static long passed(Sources sources, Sinks sinks) {
        long announced = sources.all().stream()
                .mapToLong(source -> source.status().events())
                .sum();
        return announced
                + sinks.all().stream()
                        .mapToLong(sink -> sink.status().delivered())
                        .sum();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.scheduleWithFixedDelay(
                this::lookOrTell, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever it throws would end the schedule. */
    private void lookOrTell() {
        try {
            look();
        } catch (Throwable e) {
            Fatal.check(e);
            LOG.warn("Memory could not be given back: {}. Trying again.", Reason.of(e));
        }
    }

    void look() {
        long now = passed.getAsLong();
        boolean busy = now - before > FEW || atWork.getAsBoolean();
        before = now;
        quiet = busy ? 0 : quiet + 1;
        since++;
        if (quiet < QUIET_LOOKS) {
            return;
        }
        if (since > LOOKS_BETWEEN && heap.getAsLong() > GROWN * left) {
            since = 0;
            collect.run();
            left = heap.getAsLong();
        }
        if (quiet == QUIET_LOOKS || quiet % LOOKS_BETWEEN_TRIMS == 0) {
            trim.run();
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}

package dev.healthevents.source;

import dev.healthevents.delivery.Fatal;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;

/**
 * Work that is done step by step for as long as it is not stopped, and holds a thread for the steps only. Whatever a
 * step throws, there is a next one.
 */
public final class Loop {

    /** One step. */
    @FunctionalInterface
    public interface Step {
        /** @return how long to rest before the next one; zero: go on at once */
        Duration step() throws Exception;
    }

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** The timer is late by milliseconds; by this much it is not at work. */
    private static final Duration LATE = Duration.ofSeconds(10);

    /** A page may take five minutes. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(10);

    private final Workers workers;
    private final Step step;
    private final Consumer<Throwable> failed;
    private ScheduledFuture<?> next;
    private boolean running;
    private boolean asked;
    private boolean stopped = true;
    private int turn;
    private volatile long sign = System.nanoTime();

    /** @param failed told what a step has thrown */
    public Loop(Workers workers, Step step, Consumer<Throwable> failed) {
        this.workers = workers;
        this.step = step;
        this.failed = failed;
    }

    public synchronized void start(Duration rest) {
        stopped = false;
        rest(rest);
    }

    /** Ends the rest, or has none come after the step that runs. */
    synchronized void wake() {
        asked = true;
        if (!stopped && next != null) {
            next.cancel(false);
            rest(Duration.ZERO);
        }
    }

    private void rest(Duration rest) {
        // A rest that was cancelled may just have ended: what begins then is out of turn.
        int mine = ++turn;
        sign = System.nanoTime() + rest.toNanos();
        next = workers.after(rest, () -> run(mine));
    }

    private void run(int mine) {
        if (!begins(mine)) {
            return;
        }
        Duration rest = stepped();
        while (goesOn(rest)) {
            rest = stepped();
        }
    }

    private synchronized boolean begins(int mine) {
        if (stopped || mine != turn) {
            return false;
        }
        next = null;
        running = true;
        asked = false;
        alive();
        return true;
    }

    private Duration stepped() {
        try {
            return step.step();
        } catch (Throwable e) {
            failed(e);
            return AFTER_FAILURE;
        }
    }

    private void failed(Throwable e) {
        try {
            Fatal.check(e);
            failed.accept(e);
        } catch (Throwable untold) {
            Fatal.check(untold);
        }
    }

    private synchronized boolean goesOn(Duration rest) {
        if (!stopped && (asked || rest.isZero() || rest.isNegative())) {
            asked = false;
            alive();
            return true;
        }
        running = false;
        if (!stopped) {
            try {
                rest(rest);
            } catch (RejectedExecutionException e) {
                // All of the process is being stopped.
                stopped = true;
            }
        }
        return false;
    }

    /** Takes note that a long step gets on. */
    public void alive() {
        sign = System.nanoTime();
    }

    /** For how long it has not done what was due; zero while it does. */
    public synchronized Duration stalled() {
        Duration since = Duration.ofNanos(System.nanoTime() - sign);
        Duration patience = running ? LONGEST_STEP : LATE;
        return stopped || since.compareTo(patience) < 0 ? Duration.ZERO : since;
    }

    /** Has no further step begin. */
    public synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    public synchronized boolean stopped() {
        return stopped;
    }

    /** Whether it is stopped, and its last step is over. */
    synchronized boolean ended() {
        return stopped && !running;
    }
}

package dev.healthevents.source;

import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that runs when it is asked for, never twice at once: however often it is asked for while it runs, it runs once
 * more afterwards. For use by several threads.
 */
public final class OnDemand {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");

    private final Executor executor;
    private final Runnable task;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean asked;
    private boolean running;

    /** @param task tells itself what goes wrong; what it throws all the same is logged, and it can be asked for again */
    public OnDemand(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    public void ask() {
        lock.lock();
        try {
            asked = true;
            if (!running) {
                executor.execute(this::serve);
                running = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        while (taken()) {
            try {
                task.run();
            } catch (Throwable e) {
                Fatal.check(e);
                LOG.error("Work that was asked for ended early: {}.", Reason.of(e));
                LOG.debug("The failure in full:", e);
            }
        }
    }

    private boolean taken() {
        lock.lock();
        try {
            running = asked;
            asked = false;
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it does not run. */
    boolean ended() {
        lock.lock();
        try {
            return !running;
        } finally {
            lock.unlock();
        }
    }
}

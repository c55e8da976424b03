package dev.healthevents.camel;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A task that runs when it is asked for, never twice at once: however often it is asked for while it runs, it runs once
 * more afterwards. For use by several threads.
 */
final class OnDemand {

    private final Executor executor;
    private final Runnable task;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean asked;
    private boolean running;

    /** @param task throws nothing */
    OnDemand(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    void ask() {
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
            task.run();
        }
    }

    private boolean taken() {
        lock.lock();
        try {
            running = asked;
            asked = false;
            if (!running) {
                ended.signalAll();
            }
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it does not run; whether that came within the time. */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (running && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
            return !running;
        } finally {
            lock.unlock();
        }
    }
}

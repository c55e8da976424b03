package dev.healthevents.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What waits for a database to be this process's own, and who waits for it to be so no more. */
final class Turn {

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean begun;
    private volatile boolean lost;

    /** Does it now if the turn has begun, else when it begins, after what was asked for before. */
    void whenBegun(Runnable work) {
        synchronized (this) {
            if (!begun) {
                waiting.add(work);
                return;
            }
        }
        work.run();
    }

    /** Does what waits for it; not under a lock, since who asks for more may be waited for by what is done. */
    void begin() {
        for (List<Runnable> next = next(); !next.isEmpty(); next = next()) {
            next.forEach(Runnable::run);
        }
    }

    private synchronized List<Runnable> next() {
        List<Runnable> next = List.copyOf(waiting);
        waiting.clear();
        begun = next.isEmpty();
        return next;
    }

    /** Another process has its turn. */
    void lose() {
        lost = true;
        over.countDown();
    }

    /** Nobody needs the database any more. */
    void end() {
        over.countDown();
    }

    /** @return whether it was lost, once it is over */
    boolean awaitLoss() throws InterruptedException {
        over.await();
        return lost;
    }
}

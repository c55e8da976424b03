package dev.healthevents.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Who writes when: one transaction at a time, in order, and in it together all who came while the one before it was
 * written. A commit is a wait for the disk, and the same pages are written once, however many share it.
 */
final class WriteQueue {

    /** More would hold up the first of them for what no longer makes a commit much cheaper. */
    private static final int MOST = 64;

    private final Consumer<List<Write<?>>> transaction;
    private final Deque<Write<?>> waiting = new ArrayDeque<>();
    private Thread leader;
    private boolean taken;

    /** @param transaction writes these, of which there is at least one, and {@link Write#settle settles} each of them */
    WriteQueue(Consumer<List<Write<?>>> transaction) {
        this.transaction = transaction;
    }

    /** What one thread writes. */
    static final class Write<T> {

        private final StateDatabase.Work<T> work;
        private final Consumer<T> committed;
        private final boolean alone;
        private final Semaphore turn = new Semaphore(0);
        private boolean settled;
        private T result;
        private Throwable failure;

        /**
         * @param work done in the transaction, and done once more if another that shares it makes it fail
         * @param committed told what the work has returned, once that is durable and before others write
         * @param alone whether it shares its transaction with nobody, since it tells more than its connection of its work
         */
        Write(StateDatabase.Work<T> work, Consumer<T> committed, boolean alone) {
            this.work = work;
            this.committed = committed;
            this.alone = alone;
        }

        void on(Connection connection) throws SQLException {
            result = work.on(connection);
        }

        /** It is durable. */
        void settle() {
            try {
                committed.accept(result);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            settled = true;
        }

        /**
         * It came to nothing, or nobody knows whether it did.
         *
         * @param e unchecked
         */
        void settle(Throwable e) {
            failure = e;
            settled = true;
        }

        private T result() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
            return result;
        }
    }

    /**
     * Returns when it is written, interrupted or not.
     *
     * @throws RuntimeException that it was settled with
     */
    <T> T write(Write<T> mine) {
        if (leads()) {
            // Memory takes note of a commit, and finds that it has to read something again.
            transaction.accept(List.of(mine));
            return mine.result();
        }
        if (!begins(mine)) {
            mine.turn.acquireUninterruptibly();
        }
        if (!mine.settled) {
            lead();
        }
        return mine.result();
    }

    private synchronized boolean leads() {
        return leader == Thread.currentThread();
    }

    private synchronized boolean begins(Write<?> mine) {
        waiting.add(mine);
        boolean begins = !taken;
        taken = true;
        return begins;
    }

    private void lead() {
        List<Write<?>> together = together();
        boolean interrupted = Thread.interrupted();
        try {
            transaction.accept(together);
        } finally {
            next();
            together.forEach(write -> write.turn.release());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized List<Write<?>> together() {
        leader = Thread.currentThread();
        List<Write<?>> together = new ArrayList<>();
        together.add(waiting.remove());
        while (!together.get(0).alone && together.size() < MOST && !waiting.isEmpty() && !waiting.peek().alone) {
            together.add(waiting.remove());
        }
        return together;
    }

    private synchronized void next() {
        leader = null;
        if (waiting.isEmpty()) {
            taken = false;
        } else {
            waiting.peek().turn.release();
        }
    }

    /** Does something that writes, if nobody writes now; who comes meanwhile waits. Returns what it says, else false. */
    boolean ifIdle(BooleanSupplier work) {
        synchronized (this) {
            if (taken) {
                return false;
            }
            taken = true;
        }
        try {
            return work.getAsBoolean();
        } finally {
            next();
        }
    }
}

package dev.healthevents.soak;

/** A process, or several, that can be killed, frozen and started again with what it has on disk. */
interface Part extends AutoCloseable {

    /** Starts it and waits until it answers. */
    void start() throws Exception;

    /** Of the process that is signalled, with all that it has started. */
    long pid() throws Exception;

    /** {@code kill -9}, and waits until it is gone. */
    default void kill() throws Exception {
        Signals.kill(pid());
    }

    default void freeze() throws Exception {
        Signals.send("-STOP", pid());
    }

    default void thaw() throws Exception {
        Signals.send("-CONT", pid());
    }

    @Override
    default void close() throws Exception {
        kill();
    }
}

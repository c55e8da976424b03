package dev.healthevents.delivery;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for every loop of ours which failures the process does not survive.
 *
 * <p>Memory that has run out is met by one thread, and takes others along; a virtual machine that is broken can't be
 * trusted in anything. What is durable can. So the process ends at once, with the code of the JVM's own
 * {@code -XX:+ExitOnOutOfMemoryError}, and whoever watches over it starts it again. Every other error, too deep a
 * recursion among them, is a failure like any: told, and tried again.
 */
public final class Fatal {

    /** Of a process that ended because it ran out of memory, or its virtual machine broke. */
    public static final int EXIT_CODE = 3;

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents");
    private static final int DEEPEST = 50;
    private static final Consumer<Throwable> GOES_ON = failure -> {};

    private static volatile Consumer<Throwable> end = GOES_ON;

    private Fatal() {}

    /**
     * Has such a failure end the process, on whichever thread it comes up. To be called by who owns the process: in one
     * of somebody else's, such a failure is one like any.
     */
    public static void endsTheProcess() {
        endsWith(Fatal::halt);
        Thread.setDefaultUncaughtExceptionHandler(Fatal::uncaught);
    }

    static void endsWith(Consumer<Throwable> action) {
        end = action;
    }

    static void goesOn() {
        end = GOES_ON;
    }

    /** Returns if the process survives this failure, whatever it is wrapped in; else ends it. */
    public static void check(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                end.accept(cause);
                return;
            }
            cause = cause.getCause();
        }
    }

    private static void uncaught(Thread thread, Throwable failure) {
        check(failure);
        LOG.error("Thread {} ended: {}.", thread.getName(), failure.getClass().getName());
        LOG.debug("The failure in full:", failure);
    }

    private static void halt(Throwable failure) {
        try {
            LOG.error(
                    "ENDING with code {}: {}. What is durable is safe, so starting again is right; if it happens again,"
                            + " give the process more memory (-Xmx), or its routes less to hold.",
                    EXIT_CODE,
                    failure.toString());
        } finally {
            // Not exit: shutdown hooks wait for what has perhaps lost its thread.
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}

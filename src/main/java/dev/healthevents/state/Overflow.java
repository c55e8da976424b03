package dev.healthevents.state;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What does not fit into an outbox and becomes a dead letter of its sink. That it does is logged once while it lasts. */
final class Overflow {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sinks");

    private final String sink;
    private final long most;
    private final AtomicBoolean lasts = new AtomicBoolean();
    private final AtomicLong letters = new AtomicLong();

    /** @param most how many events may wait; what comes then does not fit */
    Overflow(String sink, long most) {
        this.sink = sink;
        this.most = most;
    }

    boolean fits(long waiting) {
        return waiting < most;
    }

    /** Takes note of events that have become dead letters. */
    void became(int events) {
        letters.addAndGet(events);
        if (events > 0 && lasts.compareAndSet(false, true)) {
            LOG.warn(
                    "{}: {} events wait, which is its outbox-limit: what comes becomes a dead letter, until some are delivered.",
                    sink,
                    most);
        }
    }

    /** Takes note of how many wait still. At the limit itself it would be over with each event that is delivered. */
    void left(long waiting) {
        if (waiting < most - most / 10 && lasts.compareAndSet(true, false)) {
            LOG.info("{}: its outbox has room again; {} events became dead letters for want of it.", sink, letters);
        }
    }

    boolean lasts() {
        return lasts.get();
    }

    /** How many events became dead letters since the start. */
    long letters() {
        return letters.get();
    }
}

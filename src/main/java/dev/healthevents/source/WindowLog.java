package dev.healthevents.source;

import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each window that has something new in it; ids and data stay out. */
final class WindowLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.windows");

    private final String source;

    WindowLog(String source) {
        this.source = source;
    }

    void window(WindowRead read, int announced, WindowTransaction transaction, long commitNanos) {
        if (transaction.settled().isEmpty()) {
            return;
        }
        LOG.info(
                "{}: {} new, {} repeats, {} dead letters in {} (committed in {} ms).",
                source,
                announced,
                transaction.repeats(),
                transaction.deadLetters(),
                read.window(),
                Duration.ofNanos(commitNanos).toMillis());
    }

    void late(int changes, Duration latest) {
        LOG.info("{}: {} of them surfaced late, by up to {} s.", source, changes, latest.toMillis() / 1000.0);
    }

    void almostTooLate(Duration latest, Duration lateness) {
        LOG.warn(
                "{}: A change surfaced {} s after its time at the earliest, and lateness is {} s. Raise"
                        + " health-events.sources.{}.lateness, or later ones will be missed.",
                source,
                latest.toMillis() / 1000.0,
                lateness.toSeconds(),
                source);
    }
}

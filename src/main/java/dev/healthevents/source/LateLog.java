package dev.healthevents.source;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of changes that surfaced behind what had been read. */
final class LateLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.windows");

    private final String source;

    LateLog(String source) {
        this.source = source;
    }

    void late(long changes, Duration latest) {
        LOG.info("{}: {} changes surfaced late, by up to {} s.", source, changes, latest.toMillis() / 1000.0);
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

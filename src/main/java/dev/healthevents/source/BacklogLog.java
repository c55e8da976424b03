package dev.healthevents.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line every ten seconds while a backlog is read, and one when it is done. For one thread at a time. */
final class BacklogLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.backlogs");
    private static final Duration RHYTHM = Duration.ofSeconds(10);

    private final String source;
    private final Clock clock;
    private Instant told;

    BacklogLog(String source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.told = clock.instant();
    }

    void read(Pace pace) {
        Instant now = clock.instant();
        if (Duration.between(told, now).abs().compareTo(RHYTHM) < 0) {
            return;
        }
        told = now;
        Duration left = pace.left();
        LOG.info(
                "{}: {} % of the backlog is read, up to {}; {} events/s, {}.",
                source,
                String.format(Locale.ROOT, "%.1f", pace.percent()),
                pace.position(),
                Math.round(pace.eventsPerSecond()),
                left == null ? "time left unknown" : words(left) + " left");
    }

    void done(Instant until) {
        LOG.info("{}: the backlog is read, all before {}.", source, until);
    }

    private static String words(Duration left) {
        if (left.toHours() > 0) {
            return left.toHours() + " h " + left.toMinutesPart() + " min";
        }
        return left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s";
    }
}

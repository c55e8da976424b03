package dev.healthevents.source;

import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a minute at the most about the windows that had something new in them, and one for each of them at DEBUG; ids
 * and data stay out. For use by several threads.
 */
final class WindowLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.windows");
    private static final Duration RHYTHM = Duration.ofMinutes(1);

    private final String source;
    private final Clock clock;
    private Instant told;
    private int windows;
    private long announced;
    private long repeats;
    private long deadLetters;
    private long routedNowhere;
    private Window last;

    WindowLog(String source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    synchronized void window(WindowRead read, int newOnes, WindowTransaction transaction, long commitNanos) {
        if (transaction.settled().isEmpty()) {
            return;
        }
        int nowhere = transaction.routedNowhere();
        LOG.debug(
                "{}: {} new{}, {} repeats, {} dead letters in {} (committed in {} ms).",
                source,
                newOnes,
                nowhere(nowhere),
                transaction.repeats(),
                transaction.deadLetters().size(),
                read.window(),
                Duration.ofNanos(commitNanos).toMillis());
        windows++;
        announced += newOnes;
        repeats += transaction.repeats();
        deadLetters += transaction.deadLetters().size();
        routedNowhere += nowhere;
        last = read.window();
        look();
    }

    /** Tells what was not told yet, if the last line is a minute old. */
    synchronized void look() {
        Instant now = clock.instant();
        boolean due = told == null || Duration.between(told, now).abs().compareTo(RHYTHM) >= 0;
        if (due && windows > 0) {
            tell();
            told = now;
        }
    }

    /** Tells what was not told yet. */
    synchronized void close() {
        if (windows > 0) {
            tell();
        }
    }

    private void tell() {
        LOG.info(
                "{}: {} new{}, {} repeats, {} dead letters in {}.",
                source,
                announced,
                nowhere(routedNowhere),
                repeats,
                deadLetters,
                windows == 1 ? last : windows + " windows, the last " + last);
        windows = 0;
        announced = 0;
        repeats = 0;
        deadLetters = 0;
        routedNowhere = 0;
    }

    private static String nowhere(long events) {
        return events == 0 ? "" : " (" + events + " of them to no sink)";
    }
}

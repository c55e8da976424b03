package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads closed windows of a server that knows none: lists everything since the first once, and goes through that. */
final class SpooledPast implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpooledPast.class);

    private final ChangeReader reader;
    private final ServerTime time;
    private ChangeSpool spool;
    private Instant from;

    SpooledPast(ChangeReader reader, ServerTime time) {
        this.reader = reader;
        this.time = time;
    }

    /** Reads a window, from the server if it was not listed yet. */
    synchronized WindowRead read(Window window, int limit, Instant versionsSince, FhirFeedSettings settings)
            throws FeedException {
        if (spool == null || !spool.holds(window)) {
            fill(window.from(), versionsSince);
        }
        boolean least = Duration.between(window.from(), window.to()).toMillis() <= 1;
        int most = least ? WindowChanges.IN_MEMORY : limit;
        List<FhirChange> listed = spool.within(window, most);
        Instant serverTime = spool.until();
        // They have no time, so they come with the first window.
        boolean rejected = window.from().equals(from) && spool.rejected() > 0;
        boolean large = listed.size() > most;
        if (large && !least) {
            throw new WindowTooLargeException(window, limit);
        }
        if (large || rejected) {
            ChangeSpool.Ordered ordered = spool.ordered(window, reader.listsInOrder());
            int entries = spool.rejected() + listed.size();
            return new SpooledWindow(window, ordered, settings, serverTime).first(entries);
        }
        List<FhirChange> ordered = reader.oldestFirst(listed, window, serverTime);
        return new WindowRead(window, WindowChanges.events(ordered, settings), List.of(), serverTime, listed.size());
    }

    private void fill(Instant from, Instant versionsSince) throws FeedException {
        drop();
        ChangeSpool filling = new ChangeSpool(from);
        try {
            LOG.info("Putting aside what changed since {}, to read it in order", from);
            Window since = Window.openFrom(from);
            ChangeReader.Reading reading = reader.read(since, versionsSince, filling);
            reader.findTimes(filling);
            filling.filled(time.of(reading.first(), reading.newest()));
            LOG.info("{} changes are put aside", filling.distinct());
            spool = filling;
            this.from = from;
        } finally {
            if (spool == null) {
                filling.close();
            }
        }
    }

    /** Forgets what was listed: what surfaces in it later is not there, and the file takes room. */
    synchronized void drop() {
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }

    /** Waits for a reading that is under way, whose connection is closed by then. */
    @Override
    public synchronized void close() {
        drop();
    }
}

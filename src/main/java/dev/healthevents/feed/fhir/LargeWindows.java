package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The windows of a feed that are on disk: the one that is gone through, and the one that is read ahead meanwhile. */
final class LargeWindows implements AutoCloseable {

    private static final int MOST = 2;

    private final FhirFeedSettings settings;
    private final ChangeReader reader;
    private final Deque<ChangeSpool> spools = new ArrayDeque<>();

    LargeWindows(FhirFeedSettings settings, ChangeReader reader) {
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * @param spool all of it, to be closed here; of this and one more window
     * @param asListed whether it is in order as it was listed, where times don't tell
     */
    synchronized WindowRead read(Window window, ChangeSpool spool, boolean asListed, int entries, Instant serverTime)
            throws FeedException {
        spools.addLast(spool);
        if (spools.size() > MOST) {
            spools.removeFirst().close();
        }
        reader.findTimes(spool);
        spool.filled(serverTime);
        return new SpooledWindow(window, spool.ordered(asListed), settings, serverTime).first(entries);
    }

    @Override
    public synchronized void close() {
        spools.forEach(ChangeSpool::close);
        spools.clear();
    }
}

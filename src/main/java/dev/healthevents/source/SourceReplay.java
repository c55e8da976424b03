package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowChain;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.source.WindowParts.Part;
import dev.healthevents.state.Replay;
import dev.healthevents.state.ReplayRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes a stretch of a source's past through the routes once more, window by window, oldest first. Touches neither the
 * cursor nor the seen ids. For one thread at a time.
 */
final class SourceReplay {

    private final Feed feed;
    private final State state;
    private final WindowAnnouncer announcer;
    private final RejectedEntries rejected;
    private WindowChain chain;
    private String known;

    SourceReplay(Feed feed, State state, WindowAnnouncer announcer, Clock clock) {
        this.feed = feed;
        this.state = state;
        this.announcer = announcer;
        this.rejected = new RejectedEntries(clock);
    }

    /**
     * Reads one window, and commits what the routes made of it together with how far the replay is.
     *
     * @param replay as it is committed
     * @return the same replay after that window; unchanged if the window was too large
     */
    Replay step(Replay replay) throws Exception {
        ReplayRequest request = replay.request();
        if (chain == null || !chain.position().equals(replay.position())) {
            // A window is what goes out at once, so it holds no more than a second's events.
            chain = WindowChain.ofAtMost(request.rate(), replay.position(), request.to());
        }
        Window window = chain.next().orElseThrow();
        try {
            // Where only the newest version of a resource is listed, the ones before it belong to the replay too.
            feed.unannouncedSince(request.from());
            WindowRead read = feed.read(window, chain.limit(window));
            chain.read(read);
            return committed(read, replay);
        } catch (WindowTooLargeException e) {
            chain.tooLarge(window);
            return replay;
        }
    }

    private Replay committed(WindowRead read, Replay replay) throws Exception {
        if (!replay.id().equals(known)) {
            state.seen().load(replay);
            known = replay.id();
        }
        AtomicInteger events = new AtomicInteger();
        WindowRead wanted = read.only(event -> {
            boolean counts = wanted(event, replay.request().types());
            events.addAndGet(counts ? 1 : 0);
            return counts;
        });
        try (WindowParts parts =
                new WindowParts(wanted, () -> state.begin(replay), announcer, rejected, state.partBytes())) {
            Part part = parts.next();
            for (; !part.last(); part = parts.next()) {
                part.transaction().commitPart(read.window().to(), Instant.EPOCH);
            }
            Replay moved = replay.at(chain.position(), events.get());
            part.transaction().commit(moved);
            return moved;
        }
    }

    private static boolean wanted(HealthEvent event, List<String> types) {
        return types.isEmpty()
                || event.data().resourceType() != null
                        && types.contains(event.data().resourceType());
    }
}

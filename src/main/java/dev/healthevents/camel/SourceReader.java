package dev.healthevents.camel;

import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source: its tail when it is called, its sweeps and backlogs in between. Each has a connection of its own to
 * the server; their windows are committed one at a time.
 */
final class SourceReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");

    private final Source source;
    private final State state;
    private final Sinks sinks;
    private final RecentEvents recent;
    private final WindowAnnouncer announcer;
    private final ExecutorService executor;
    private final Clock clock;
    private final Feed feed;
    private SourceTail tail;
    private SweepLoop sweeps;
    private ReplayLoop replays;

    SourceReader(
            Source source,
            State state,
            Sinks sinks,
            RecentEvents recent,
            WindowAnnouncer announcer,
            ExecutorService executor,
            Clock clock) {
        this.source = source;
        this.state = state;
        this.sinks = sinks;
        this.recent = recent;
        this.announcer = announcer;
        this.executor = executor;
        this.clock = clock;
        this.feed = source.openFeed();
    }

    /**
     * Reads what is newest.
     *
     * @param running whether to go on while there is more
     * @return how many events were announced
     */
    int read(BooleanSupplier running) throws Exception {
        if (tail == null) {
            begin();
        }
        return paused() ? 0 : tail.read(running);
    }

    /** Goes back to what is committed, to read on from there. */
    void reset() throws InterruptedException {
        if (tail != null) {
            tail.reset();
        }
    }

    private void begin() throws FeedException {
        Instant serverTime = feed.serverTime();
        source.clock().heard(serverTime);
        source.status().capabilities(feed.capabilities());
        LOG.info("{}: {}.", source.settings().name(), feed.capabilities());
        SourceStart start = new SourceStart(source.settings(), state, feed);
        Progress progress = start.begin(serverTime);
        source.status().begun(progress);
        WindowCommits commits = new WindowCommits(source, state, progress, recent, announcer, clock);
        tail = new SourceTail(source, feed, start, progress, commits, executor);
        sweeps = new SweepLoop(source, source.openFeed(), progress, commits, sinks, executor, clock);
        sweeps.start(executor);
        replays = new ReplayLoop(source, state, sinks, announcer, executor, clock);
        source.onReplay(replays::look);
        replays.look();
    }

    private boolean paused() {
        Optional<String> full = sinks.full()
                .map(sink -> "reading pauses: " + sink.outbox().pending() + " events wait for sink " + sink.name()
                        + ", its outbox-limit is " + sink.outboxLimit());
        full.ifPresent(source.status()::paused);
        return full.isPresent();
    }

    @Override
    public void close() {
        feed.close();
        try {
            if (sweeps != null) {
                sweeps.close();
            }
        } finally {
            if (replays != null) {
                replays.close();
            }
        }
    }
}

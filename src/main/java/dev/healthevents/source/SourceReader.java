package dev.healthevents.source;

import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source: its tail when it is called, its sweeps and backlogs in between. Each has a connection of its own to
 * the server; their windows are committed one at a time.
 */
public final class SourceReader {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final String BUSY_STILL =
            "the window that was in its route when the routes changed is there still; reading goes on when that is"
                    + " over: see what the route waits for";

    private final Source source;
    private final State state;
    private final Sinks sinks;
    private final RecentEvents recent;
    private final WindowAnnouncer announcer;
    private final BooleanSupplier mayRead;
    private final Workers workers;
    private final Clock clock;
    private final Feed feed;
    private final PollRhythm rhythm;
    private final ReentrantLock polling = new ReentrantLock();
    private WindowCommits commits;
    private SourceTail tail;
    private volatile SweepLoop sweeps;
    private volatile ReplayLoop replays;
    private volatile boolean closed;

    /** @param mayRead whether another window may be begun */
    public SourceReader(
            Source source,
            State state,
            Sinks sinks,
            RecentEvents recent,
            WindowAnnouncer announcer,
            BooleanSupplier mayRead,
            Workers workers,
            Clock clock) {
        this.source = source;
        this.state = state;
        this.sinks = sinks;
        this.recent = recent;
        this.announcer = announcer;
        this.mayRead = () -> !closed && mayRead.getAsBoolean();
        this.workers = workers;
        this.clock = clock;
        this.feed = source.openFeed();
        this.rhythm = new PollRhythm(source, clock);
    }

    /**
     * Looks at what is newest, if it is time to and nobody else reads the source still.
     *
     * @param running whether to go on while there is more
     * @return how many events were announced
     */
    public int poll(BooleanSupplier running) throws InterruptedException {
        polling.lock();
        try {
            if (!mayRead.getAsBoolean()) {
                return 0;
            }
            if (!source.free()) {
                source.status().paused(BUSY_STILL);
                return 0;
            }
            return rhythm.poll(this, () -> !closed && running.getAsBoolean());
        } finally {
            polling.unlock();
        }
    }

    /** How long to wait before the next look, after one that found nothing: shorter while something happens. */
    public Duration untilNext() {
        return rhythm.untilNext();
    }

    /** Takes note that a look failed in a way of which it could not take note itself. */
    public void failed(Throwable e) {
        rhythm.failed(e);
    }

    /**
     * Reads what is newest, and begins with all the rest when it is called for the first time.
     *
     * @param running whether to go on while there is more
     * @return how many events were announced; more than none also where the feed has left something
     */
    int read(BooleanSupplier running) throws Exception {
        if (tail == null) {
            begin();
        }
        if (tail == null || paused()) {
            return 0;
        }
        int announced = tail.read(running);
        source.status().followed(announced);
        source.status().capabilities(feed.capabilities());
        sweeps.look();
        commits.look();
        return announced == 0 && feed.hasMore() ? 1 : announced;
    }

    /** Goes back to what is committed, to read on from there. */
    void reset() throws InterruptedException {
        if (tail != null) {
            tail.reset();
        }
    }

    private void begin() throws FeedException {
        long contacted = source.clock().count();
        feed.serverTime();
        source.status().capabilities(feed.capabilities());
        LOG.info("{}: {}.", source.settings().name(), feed.capabilities());
        SourceStart start = new SourceStart(source, state, feed);
        // The first contact takes its time. How long an answer took bounds what it says of the server's clock.
        long asked = source.clock().count();
        Progress progress = start.begin(feed.serverTime(), asked, contacted);
        source.status().begun(progress);
        begin(start, progress);
    }

    private synchronized void begin(SourceStart start, Progress progress) {
        if (closed) {
            return;
        }
        commits = new WindowCommits(source, state, progress, recent, announcer, clock);
        sweeps = new SweepLoop(source, source.openFeed(), progress, commits, sinks, mayRead, workers, clock);
        replays = new ReplayLoop(source, state, sinks, announcer, mayRead, workers, clock);
        ClockFollower follower = new ClockFollower(source, state);
        tail = new SourceTail(source, feed, start, progress, commits, follower, workers);
        sweeps.start();
        source.onReplay(replays::look);
        source.onStudy(feed::lookAt);
        replays.look();
    }

    private boolean paused() {
        Optional<String> full = sinks.full()
                .map(sink -> "reading pauses: " + sink.outbox().pending() + " events wait for sink " + sink.name()
                        + ", its outbox-limit is " + sink.outboxLimit());
        full.ifPresent(source.status()::paused);
        return full.isPresent();
    }

    /** For how long a sweep has been due and not done; zero while they are done in time. */
    public Duration stalled() {
        return sweeps == null ? Duration.ZERO : sweeps.stalled();
    }

    /** Has no further window begin, and ends what waits for the server; a window in its route may still be committed. */
    public synchronized void endReading() {
        closed = true;
        rhythm.close();
        feed.close();
        if (sweeps != null) {
            sweeps.stop();
            replays.stop();
        }
    }

    /** Has no further window begin, and none committed any more. Waits for nothing. */
    public synchronized void close() {
        endReading();
        if (commits != null) {
            commits.close();
        }
    }

    /** Whether its last window is over, once it is closed. */
    public boolean ended() {
        return !polling.isLocked() && (sweeps == null || sweeps.ended() && replays.ended());
    }
}

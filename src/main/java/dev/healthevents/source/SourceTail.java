package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowPlan;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.state.Cursor;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Reads the newest end of a source, for latency. For one thread at a time. */
final class SourceTail {

    private final Source source;
    private final Feed feed;
    private final SourceStart start;
    private final Progress progress;
    private final WindowCommits commits;
    private final ClockFollower follower;
    private final ReadAhead pages;
    private WindowPlan plan;
    private boolean uncertain;

    SourceTail(
            Source source,
            Feed feed,
            SourceStart start,
            Progress progress,
            WindowCommits commits,
            ClockFollower follower,
            Executor executor) {
        this.source = source;
        this.feed = feed;
        this.start = start;
        this.progress = progress;
        this.commits = commits;
        this.follower = follower;
        this.pages = new ReadAhead(feed, executor);
        plan();
    }

    /**
     * Reads on: what it is behind by, then once what is newest.
     *
     * @param running whether to go on while it is behind
     * @return how many events were announced
     */
    int read(BooleanSupplier running) throws Exception {
        if (uncertain || farBehind()) {
            catchUp();
        }
        int announced = 0;
        boolean more = true;
        while (more && running.getAsBoolean()) {
            Window window = plan.next(source.clock().now(), feed.readsClosedWindows());
            more = !window.open();
            try {
                announced += step(window);
            } catch (WindowTooLargeException e) {
                hear();
                plan.tooLarge(window, source.clock().now());
                more = true;
            }
        }
        return announced;
    }

    /** Goes back to what is committed, to read on from there. */
    void reset() throws InterruptedException {
        pages.cancel();
        plan();
        uncertain = true;
    }

    /** Whichever of the server's clocks one goes by. */
    private boolean farBehind() {
        Instant sure = progress.settled().untilAsOf(source.clock().count());
        return plan.position().plus(source.settings().lateness()).isBefore(sure);
    }

    /** After an outage, ours or the server's: only the server knows what time it is by now. */
    private void catchUp() throws FeedException {
        long asked = source.clock().count();
        Instant serverTime = hear();
        // A sweep that ends just now must not put the old cursor back.
        synchronized (commits) {
            commits.reload();
            follower.follow(progress, feed);
            start.split(progress, serverTime, asked);
        }
        source.status().backlog(progress.backlog().orElse(null));
        plan();
        uncertain = false;
    }

    private Instant hear() throws FeedException {
        long asked = source.clock().count();
        Instant serverTime = feed.serverTime();
        source.clock().heard(serverTime, asked);
        return serverTime;
    }

    private void plan() {
        Cursor cursor = progress.cursor();
        plan = new WindowPlan(
                cursor.position(),
                cursor.serverTime(),
                cursor.floor(),
                source.settings().overlap());
    }

    private int step(Window window) throws Exception {
        boolean closed = feed.readsClosedWindows();
        feed.unannouncedSince(progress.unannouncedSince());
        long asked = source.clock().count();
        WindowRead read = pages.read(window, plan.limit(window, closed));
        plan.read(read, reached(read));
        boolean wentBack = false;
        if (window.open()) {
            source.clock().heard(read.serverTime(), asked);
            wentBack = wentBack();
        } else {
            beginNext(closed);
        }
        int announced =
                commits.commit(read, plan.position(), asked, feed.mark()).events();
        source.status().read(!window.open(), plan.position());
        if (wentBack) {
            plan();
        }
        return announced;
    }

    /** Before the window is committed, and with it what the server's clock says: else a crash would hide that it leapt. */
    private boolean wentBack() throws FeedException {
        synchronized (commits) {
            return follower.follow(progress, feed);
        }
    }

    /** What the server's clock says; where it does not say it, a change tells how late it is at least. */
    private Instant reached(WindowRead read) {
        Instant latest = read.serverTime().plus(feed.behind());
        return read.events().stream()
                .map(HealthEvent::time)
                .filter(time -> time.isAfter(read.serverTime()) && !time.isAfter(latest))
                .max(Instant::compareTo)
                .orElse(read.serverTime());
    }

    private void beginNext(boolean closed) {
        Window next = plan.next(source.clock().now(), closed);
        if (!next.open()) {
            pages.begin(next, plan.limit(next, closed));
        }
    }
}

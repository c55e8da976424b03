package dev.healthevents.camel;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowPlan;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.state.Cursor;
import java.time.Duration;
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
    private final ReadAhead pages;
    private WindowPlan plan;
    private boolean uncertain;

    SourceTail(
            Source source, Feed feed, SourceStart start, Progress progress, WindowCommits commits, Executor executor) {
        this.source = source;
        this.feed = feed;
        this.start = start;
        this.progress = progress;
        this.commits = commits;
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
                source.clock().heard(feed.serverTime());
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

    private boolean farBehind() {
        Duration behind = Duration.between(plan.position(), source.clock().now());
        return behind.compareTo(source.settings().lateness().multipliedBy(2)) > 0;
    }

    /** After an outage, ours or the server's: only the server knows what time it is by now. */
    private void catchUp() throws FeedException {
        Instant serverTime = feed.serverTime();
        source.clock().heard(serverTime);
        // A sweep that ends just now must not put the old cursor back.
        synchronized (commits) {
            commits.reload();
            start.split(progress, serverTime);
        }
        source.status().backlog(progress.backlog().orElse(null));
        plan();
        uncertain = false;
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
        WindowRead read = pages.read(window, plan.limit(window, closed));
        plan.read(read);
        if (window.open()) {
            source.clock().heard(read.serverTime());
        } else {
            beginNext(closed);
        }
        int announced = commits.commit(read, plan.position(), feed.mark()).events();
        source.status().read(!window.open(), plan.position());
        return announced;
    }

    private void beginNext(boolean closed) {
        Window next = plan.next(source.clock().now(), closed);
        if (!next.open()) {
            pages.begin(next, plan.limit(next, closed));
        }
    }
}

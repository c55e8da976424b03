package dev.healthevents.camel;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowChain;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.state.Backlog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Reads a source's past beside its tail, window by window, oldest first. For one thread at a time. */
final class SourceBacklog {

    private final Source source;
    private final Feed feed;
    private final Progress progress;
    private final WindowCommits commits;
    private final ReadAhead pages;
    private Backlog current;
    private WindowChain chain;

    SourceBacklog(Source source, Feed feed, Progress progress, WindowCommits commits, ExecutorService executor) {
        this.source = source;
        this.feed = feed;
        this.progress = progress;
        this.commits = commits;
        this.pages = new ReadAhead(feed, executor);
    }

    /**
     * Reads one window.
     *
     * @return whether there was one to read
     */
    boolean step() throws Exception {
        Optional<Backlog> oldest = progress.backlog();
        if (oldest.isEmpty()) {
            return false;
        }
        if (!oldest.get().equals(current)) {
            current = oldest.get();
            chain = new WindowChain(current.position(), current.until());
        }
        if (!feed.readsClosedWindows()) {
            readOpen();
            return true;
        }
        Window window = chain.next().orElseThrow();
        try {
            WindowRead read = pages.read(window, chain.limit(window));
            chain.read(read);
            chain.next().ifPresent(next -> pages.begin(next, chain.limit(next)));
            Backlog moved = current.at(chain.position());
            commits.commit(read, moved);
            current = moved;
            source.status().backlog(progress.backlog().orElse(null));
        } catch (WindowTooLargeException e) {
            chain.tooLarge(window);
        }
        return true;
    }

    /** A server may turn out not to honour the end of a window when the backlog is there: then all of it at once. */
    private void readOpen() throws Exception {
        pages.cancel();
        WindowRead all = feed.read(Window.openFrom(current.position()), Integer.MAX_VALUE);
        List<HealthEvent> older = all.events().stream()
                .filter(event -> event.time().isBefore(current.until()))
                .toList();
        WindowRead read = new WindowRead(all.window(), older, all.rejected(), all.serverTime(), all.entries());
        commits.commit(read, current.at(current.until()));
        source.status().backlog(progress.backlog().orElse(null));
    }

    /** Goes back to what is committed, and leaves the feed to others. */
    void reset() throws InterruptedException {
        pages.cancel();
        current = null;
    }

    /** Leaves the feed to others. */
    void rest() throws InterruptedException {
        pages.settle();
    }
}

package dev.healthevents.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowChain;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.state.Backlog;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Reads a source's past beside its tail, window by window, oldest first. For one thread at a time. */
final class SourceBacklog {

    private final Source source;
    private final Progress progress;
    private final WindowCommits commits;
    private final Feed feed;
    private final ReadAhead pages;
    private final BacklogLog log;
    private Backlog current;
    private WindowChain chain;
    private Instant heldUntil;
    private long heldSince;

    SourceBacklog(Source source, Feed feed, Progress progress, WindowCommits commits, Executor executor, Clock clock) {
        this.source = source;
        this.progress = progress;
        this.commits = commits;
        this.feed = feed;
        this.pages = new ReadAhead(feed, executor);
        this.log = new BacklogLog(source.settings().name(), clock);
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
        boolean held = !feed.showsEveryVersion() && !oldest.get().position().isBefore(end(oldest.get()));
        if (held && !released(oldest.get())) {
            return false;
        }
        if (!isAt(oldest.get()) || chain.next().isEmpty()) {
            chain = new WindowChain(oldest.get().position(), oldest.get().until());
        }
        current = oldest.get();
        Window window = chain.next().orElseThrow();
        feed.unannouncedSince(progress.unannouncedSince());
        try {
            WindowRead read = pages.read(window, chain.limit(window));
            chain.read(read);
            chain.next().ifPresent(next -> pages.begin(next, chain.limit(next)));
            boolean mayEnd = held || feed.showsEveryVersion();
            Backlog moved = current.at(mayEnd ? chain.position() : Progress.earlier(chain.position(), end(current)));
            commits.commit(read, moved);
            current = moved;
            source.status()
                    .backlogRead(moved, read.more() == null ? read.events().size() : read.entries());
            if (moved.done()) {
                log.done(moved.until());
                pages.cancel();
                feed.pastIsRead();
                source.status().backlog(progress.backlog().orElse(null));
            } else {
                log.read(source.status().backlogPace());
            }
        } catch (WindowTooLargeException e) {
            chain.tooLarge(window);
        }
        return true;
    }

    private static Instant end(Backlog backlog) {
        return backlog.until().minusMillis(1);
    }

    /**
     * Whether all that was there when the rest had been read was read as new as well. Where only the newest version of a
     * resource is listed, one that became new meanwhile takes its older ones along, out of the past; as long as the
     * backlog is there they are looked up with it.
     */
    private boolean released(Backlog backlog) {
        if (!backlog.until().equals(heldUntil)) {
            heldUntil = backlog.until();
            heldSince = source.clock().count();
        }
        return progress.sweptSince(heldSince);
    }

    private boolean isAt(Backlog committed) {
        return current != null
                && current.until().equals(committed.until())
                && current.position().equals(committed.position());
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

package dev.healthevents.camel;

import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowPlan;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Reads a source window by window, and commits each with what the routes made of it. Whatever fails, the cursor stays
 * before the window that failed. For one thread at a time.
 */
final class SourceReader implements AutoCloseable {

    /** A cursor that only time has moved is committed this seldom: it saves an fsync at every idle look. */
    private static final Duration IDLE_COMMITS = Duration.ofSeconds(10);

    private final Source source;
    private final SourceSettings settings;
    private final State state;
    private final Sinks sinks;
    private final RecentEvents recent;
    private final WindowAnnouncer announcer;
    private final Clock clock;
    private final Feed feed;
    private final ReadAhead pages;
    private final WindowLog log;
    private WindowPlan plan;
    private Cursor committed;

    SourceReader(
            Source source,
            State state,
            Sinks sinks,
            RecentEvents recent,
            WindowAnnouncer announcer,
            ExecutorService executor,
            Clock clock) {
        this.source = source;
        this.settings = source.settings();
        this.state = state;
        this.sinks = sinks;
        this.recent = recent;
        this.announcer = announcer;
        this.clock = clock;
        this.feed = source.openFeed();
        this.pages = new ReadAhead(feed, executor);
        this.log = new WindowLog(settings.name());
    }

    /**
     * Reads on: the rest of a backlog if there is one, else once what is newest.
     *
     * @param running whether to go on with a backlog
     * @return how many events were announced
     */
    int read(BooleanSupplier running) throws Exception {
        if (committed == null) {
            begin();
        }
        int announced = 0;
        boolean more = true;
        while (more && running.getAsBoolean() && !paused()) {
            Window window = plan.next(source.clock().now(), feed.readsClosedWindows());
            more = !window.open();
            try {
                announced += step(window);
            } catch (WindowTooLargeException e) {
                plan.tooLarge(window, source.clock().now());
                more = true;
            }
        }
        return announced;
    }

    /** Goes back to what is committed, to read on from there. */
    void reset() throws InterruptedException {
        pages.cancel();
        if (committed != null) {
            plan = new WindowPlan(committed.position(), committed.floor(), settings.overlap());
        }
    }

    private void begin() throws FeedException {
        Instant serverTime = feed.serverTime();
        source.clock().heard(serverTime);
        Cursor start = new SourceStart(settings, state).cursor(feed, serverTime);
        plan = new WindowPlan(start.position(), start.floor(), settings.overlap());
        committed = start;
        source.status().resumed(start.position());
    }

    private boolean paused() {
        Optional<String> full = sinks.full()
                .map(sink -> "reading pauses: " + sink.outbox().pending() + " events wait for sink " + sink.name()
                        + ", its outbox-limit is " + sink.outboxLimit());
        full.ifPresent(source.status()::paused);
        return full.isPresent();
    }

    private int step(Window window) throws Exception {
        long began = System.nanoTime();
        boolean closed = feed.readsClosedWindows();
        WindowRead read = pages.read(window, plan.limit(window, closed));
        long wasRead = System.nanoTime();
        plan.read(read);
        if (window.open()) {
            source.clock().heard(read.serverTime());
        } else {
            beginNext();
        }
        WindowTransaction transaction = state.begin(settings.name());
        gather(read, transaction);
        commit(read, transaction);
        recent.add(read.events().stream()
                .filter(event -> transaction.announced().contains(event.id()))
                .toList());
        source.status()
                .counted(
                        transaction.announced().size() - transaction.deadLetters(),
                        transaction.repeats(),
                        transaction.deadLetters());
        source.status().read(!window.open(), plan.position());
        log.window(read, transaction, wasRead - began, System.nanoTime() - wasRead);
        return transaction.announced().size();
    }

    private void beginNext() {
        boolean closed = feed.readsClosedWindows();
        Window next = plan.next(source.clock().now(), closed);
        if (!next.open()) {
            pages.begin(next, plan.limit(next, closed));
        }
    }

    private void gather(WindowRead read, WindowTransaction transaction) throws Exception {
        for (Rejected rejected : read.rejected()) {
            if (transaction.announce(rejected.id())) {
                transaction.add(new DeadLetter(
                        rejected.id().toString(),
                        "read",
                        settings.name(),
                        clock.instant(),
                        rejected.reason(),
                        rejected.entry()));
            }
        }
        if (read.events().stream().allMatch(event -> transaction.contains(event.id()))) {
            transaction.repeated(read.events().size());
        } else {
            announcer.announce(read.events(), transaction);
        }
    }

    private void commit(WindowRead read, WindowTransaction transaction) {
        Instant serverTime = read.serverTime();
        Cursor cursor = new Cursor(plan.position(), committed.floor(), serverTime);
        boolean idle = transaction.isEmpty() && read.window().open();
        if (idle && Duration.between(committed.serverTime(), serverTime).compareTo(IDLE_COMMITS) < 0) {
            return;
        }
        transaction.commit(cursor, mayBeReadAgain(read.window(), serverTime) ? settings.retention() : null);
        committed = cursor;
    }

    private boolean mayBeReadAgain(Window window, Instant serverTime) {
        return window.open() || window.to().isAfter(serverTime.minus(settings.retention()));
    }

    @Override
    public void close() {
        feed.close();
    }
}

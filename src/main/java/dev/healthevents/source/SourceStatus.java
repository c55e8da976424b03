package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Leap;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.ServerClock;
import dev.healthevents.state.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How a source is doing, since the start. */
public final class SourceStatus implements PageWatch {

    private static final String CATCHING_UP = "catching-up";
    private static final String UP_TO_DATE = "up-to-date";
    private static final String RETRYING = "retrying";
    private static final String PAUSED = "paused";
    private static final String STOPPED = "stopped";

    /** Thousands of events take a second; longer takes what waits for something else. */
    private static final Duration LONG_IN_ROUTES = Duration.ofSeconds(10);

    private final InRoutes inRoutes = new InRoutes();
    private final Clock ours;
    private final ServerClock clock;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private final AtomicLong routedNowhere = new AtomicLong();
    private final AtomicLong foreign = new AtomicLong();
    private final AtomicLong lateEvents = new AtomicLong();
    private final LongAdder failedPages = new LongAdder();
    private final LongAdder failedWindows = new LongAdder();
    private final LongAdder sweeps = new LongAdder();
    private final LongAdder followed = new LongAdder();
    private final Map<HealthEventType, LongAdder> byType = new EnumMap<>(HealthEventType.class);
    private volatile Consumer<Duration> commits = took -> {};
    private volatile Consumer<Duration> delays = delay -> {};
    private volatile Consumer<Duration> pages = took -> {};
    private volatile Duration latestBy = Duration.ZERO;
    private volatile Leap leap;
    private volatile Pace pace;
    private volatile Backlog backlog;
    private volatile String state = "starting";
    private volatile boolean reloading;
    private volatile Instant cursor;
    private volatile String capabilities;
    private volatile String lastError;
    private volatile String olderError;
    private volatile String silence;
    private volatile Supplier<Duration> stalled = () -> Duration.ZERO;
    private volatile List<PartitionState> partitions = List.of();
    private volatile boolean alarmed;

    SourceStatus(Clock ours, ServerClock clock) {
        this.ours = ours;
        this.clock = clock;
        for (HealthEventType type : HealthEventType.values()) {
            byType.put(type, new LongAdder());
        }
    }

    synchronized void read(boolean catchingUp, Instant position) {
        if (alarmed) {
            return;
        }
        state = catchingUp ? CATCHING_UP : UP_TO_DATE;
        cursor = position;
        lastError = null;
    }

    void begun(Progress progress) {
        cursor = progress.cursor().position();
        backlog(progress.backlog().orElse(null));
    }

    void capabilities(String found) {
        capabilities = found;
    }

    synchronized void failed(String reason) {
        failedWindows.increment();
        if (alarmed) {
            return;
        }
        state = RETRYING;
        lastError = reason;
    }

    synchronized void paused(String reason) {
        if (alarmed) {
            return;
        }
        state = PAUSED;
        lastError = reason;
    }

    public void stopped() {
        state = STOPPED;
    }

    /**
     * Takes note that nothing is read until the operator has decided something, and the process has started again. What
     * another thread was about to tell does not cover it.
     */
    synchronized void alarm(String reason) {
        state = STOPPED;
        lastError = reason;
        alarmed = true;
    }

    boolean alarmed() {
        return alarmed;
    }

    void counted(int newEvents, int newRepeats, int newDeadLetters, int newRoutedNowhere) {
        events.addAndGet(newEvents);
        repeats.addAndGet(newRepeats);
        deadLetters.addAndGet(newDeadLetters);
        routedNowhere.addAndGet(newRoutedNowhere);
    }

    /**
     * @param events that were announced
     * @param recent of those with this time or a later one it is told how long they took; older ones may be a backlog's
     * @param took the commit
     */
    void committed(List<HealthEvent> events, Instant recent, Duration took) {
        commits.accept(took);
        Instant now = clock.now();
        for (HealthEvent event : events) {
            byType.get(event.kind()).increment();
            if (!event.time().isBefore(recent)) {
                // The server's time is known to half a round trip, and may seem to be before the change.
                delays.accept(Duration.between(event.time(), event.time().isAfter(now) ? event.time() : now));
            }
        }
    }

    void late(int changes, Duration latest) {
        lateEvents.addAndGet(changes);
        if (latest.compareTo(latestBy) > 0) {
            latestBy = latest;
        }
    }

    /** Takes note which backlog is read next, or with {@code null} that there is none. */
    synchronized void backlog(Backlog oldest) {
        if (oldest == null) {
            pace = null;
        } else if (pace == null || !pace.until().equals(oldest.until())) {
            pace = new Pace(ours, oldest.began(), oldest.until(), oldest.position());
        }
        backlog = oldest;
    }

    synchronized void backlogRead(Backlog moved, int events) {
        backlog(moved);
        pace.reached(moved.position(), events);
    }

    /** Takes note why sweeps and backlogs fail while the tail may do well; {@code null} when they do not. */
    void olderFailed(String reason) {
        if (reason != null) {
            failedWindows.increment();
        }
        olderError = reason;
    }

    /** Takes note what the feed was found to keep silent about; {@code null} when it tells of changes again. */
    void silent(String reason) {
        silence = reason;
    }

    void followed(int announced) {
        followed.add(announced);
    }

    /** How many changes the tail and sweeps found, which says that the feed tells of what happens; none of a backlog. */
    long news() {
        return followed.sum() + lateEvents.get();
    }

    /** @param stands tells for how long something that was due has not been done */
    public void onStall(Supplier<Duration> stands) {
        stalled = stands;
    }

    /** For how long a look at the source or a sweep has been due and not done; zero while all is done in time. */
    public Duration stalled() {
        return alarmed ? Duration.ZERO : stalled.get();
    }

    /** How many changes surfaced behind the tail, and were found by a sweep. */
    public long lateEvents() {
        return lateEvents.get();
    }

    /** The longest time that one of them took to surface. */
    public Duration latestBy() {
        return latestBy;
    }

    /** The past that is being read beside the tail, or {@code null} if none is. */
    public Backlog backlog() {
        return backlog;
    }

    /** How fast that goes, or {@code null} if there is none. */
    public Pace backlogPace() {
        return pace;
    }

    /** @param lasts whether its route is being replaced, by which it is read on after */
    public void reloading(boolean lasts) {
        reloading = lasts;
    }

    /**
     * {@code starting}, {@code catching-up}, {@code up-to-date}, {@code retrying}, {@code paused}, {@code reloading} while
     * its route is replaced, or {@code stopped}.
     */
    public String state() {
        if (reloading && !alarmed) {
            return "reloading";
        }
        return backlog != null && state.equals(UP_TO_DATE) ? CATCHING_UP : state;
    }

    /** Whether the last look could not be: it failed, or reading pauses. */
    public boolean waits() {
        return state.equals(RETRYING) || state.equals(PAUSED);
    }

    /** Everything before this is announced, by the server's clock; {@code null} before the first contact. */
    public Instant cursor() {
        Backlog past = backlog;
        return past == null ? cursor : past.position();
    }

    /** How far the cursor is behind the server's clock, or {@code null} before the first contact. */
    public Duration lag() {
        Instant position = cursor();
        if (position == null) {
            return null;
        }
        Duration lag = Duration.between(position, clock.now());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** What the server was found to be capable of, and what can't be seen of it; {@code null} before the first contact. */
    public String capabilities() {
        return capabilities;
    }

    /** How many events were announced. */
    public long events() {
        return events.get();
    }

    /** How many events of a type were announced. */
    public long events(HealthEventType type) {
        return byType.get(type).sum();
    }

    /**
     * @param took told how long each commit of a window took
     * @param delay told how long after each change its event was in the outboxes, by the server's clock; not of backlogs
     */
    public void onCommit(Consumer<Duration> took, Consumer<Duration> delay) {
        commits = took;
        delays = delay;
    }

    @Override
    public void pageAnswered(Duration took) {
        pages.accept(took);
    }

    @Override
    public void pageFailed() {
        failedPages.increment();
    }

    /** @param took told how long each page took to come */
    public void onPage(Consumer<Duration> took) {
        pages = took;
    }

    /** How many requests for a page failed. */
    public long failedPages() {
        return failedPages.sum();
    }

    /** How often reading a window of the tail, of a sweep or of a backlog failed. */
    public long failedWindows() {
        return failedWindows.sum();
    }

    /** Takes note of a leap of the server's clock. */
    void leapt(Leap news) {
        leap = news;
    }

    /** The last leap of the server's clock that was noticed, or {@code null}. */
    public Leap leap() {
        return leap;
    }

    void swept() {
        sweeps.increment();
    }

    /** How many sweeps have come to their end. */
    public long sweeps() {
        return sweeps.sum();
    }

    /** How many changes were read again and not announced again. */
    public long repeats() {
        return repeats.get();
    }

    /** How many entries became dead letters. */
    public long deadLetters() {
        return deadLetters.get();
    }

    /** How many events were announced, and no route sent them to an outbox. */
    public long routedNowhere() {
        return routedNowhere.get();
    }

    void foreign(int more) {
        foreign.addAndGet(more);
    }

    /** How many records of a topic were none of health events, and not looked at further. */
    public long foreign() {
        return foreign.get();
    }

    void partitions(List<PartitionState> held) {
        partitions = held;
    }

    /** What this process has of the topic; empty for other sources. */
    public List<PartitionState> partitions() {
        return partitions;
    }

    /** How long windows are in the source's routes. */
    public InRoutes inRoutes() {
        return inRoutes;
    }

    /** Why the last look failed or nothing is read, or {@code null} if all is well. */
    public String lastError() {
        String told = lastError == null ? olderError : lastError;
        if (told != null) {
            return told;
        }
        Duration inRoutesFor = inRoutes.longest();
        if (inRoutesFor.compareTo(LONG_IN_ROUTES) > 0) {
            return "a window of its events has been in the routes for " + inRoutesFor.toSeconds()
                    + " s; see what they are waiting for";
        }
        Duration stands = stalled();
        return stands.isZero()
                ? silence
                : "nothing has been read for " + stands.toSeconds()
                        + " s, though it was due; see what its route is waiting for, or restart";
    }
}

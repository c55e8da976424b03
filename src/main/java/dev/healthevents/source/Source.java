package dev.healthevents.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.ServerClock;
import dev.healthevents.feed.Settled;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A configured source: its settings, its feed, and how it is doing. */
public final class Source {

    private final SourceSettings settings;
    private final Supplier<Feed> feeds;
    private final ServerClock clock;
    private final TopicSettings topic;
    private final SourceStatus status;
    private volatile ReplayProgress replaying;
    private volatile Runnable replays = () -> {};
    private volatile Runnable polls = () -> {};
    private volatile Consumer<String> studies = study -> {};
    private volatile BooleanSupplier left = () -> true;
    private volatile Settled settled;
    private String reader;

    /** @param feeds makes a reader of the source's feed; called once for each time that the source is started */
    public Source(SourceSettings settings, Supplier<Feed> feeds, Clock clock) {
        this(settings, null, feeds, clock, new ServerClock(clock));
    }

    /**
     * One that reads a topic.
     *
     * @param feeds makes a reader of its past, for replays
     */
    public Source(SourceSettings settings, TopicSettings topic, Supplier<Feed> feeds, Clock clock) {
        this(settings, topic, feeds, clock, new ServerClock(clock));
    }

    Source(SourceSettings settings, Supplier<Feed> feeds, Clock clock, ServerClock serverClock) {
        this(settings, null, feeds, clock, serverClock);
    }

    private Source(
            SourceSettings settings, TopicSettings topic, Supplier<Feed> feeds, Clock clock, ServerClock serverClock) {
        this.settings = settings;
        this.topic = topic;
        this.feeds = feeds;
        this.clock = serverClock;
        this.status = new SourceStatus(clock, this.clock);
    }

    public SourceSettings settings() {
        return settings;
    }

    /** The topic that it reads, or {@code null} if it reads a server. */
    public TopicSettings topic() {
        return topic;
    }

    public SourceStatus status() {
        return status;
    }

    /** The server's clock, as far as we know it; ours before the first contact. */
    public Instant serverTime() {
        return clock.now();
    }

    /** Has whoever reads this source look at once whether there is something new. Returns before that has happened. */
    public void wake() {
        polls.run();
    }

    /**
     * The same, and at a study of images whatever its date, where the source can look at one.
     *
     * @param study its Study Instance UID
     */
    public void wake(String study) {
        studies.accept(study);
        polls.run();
    }

    /** Has whoever reads this source look at the replays that it was asked for. */
    public void replay() {
        replays.run();
    }

    /** The replay that is being worked at, or {@code null} if none is. */
    public ReplayProgress replaying() {
        return replaying;
    }

    void replaying(ReplayProgress current) {
        replaying = current;
    }

    public void onWake(Runnable poll) {
        polls = poll;
    }

    void onStudy(Consumer<String> look) {
        studies = look;
    }

    void onReplay(Runnable look) {
        replays = look;
    }

    /** @throws IllegalStateException if another route reads this source: each would announce half */
    public synchronized void claim(String route) {
        if (reader != null && !reader.equals(route)) {
            throw new IllegalStateException("Source '" + settings.name() + "' is read by route '" + reader
                    + "' already; take it out of route '" + route + "'");
        }
        reader = route;
    }

    /** Whether a route reads it. */
    public synchronized boolean claimed() {
        return reader != null;
    }

    public synchronized void release(String route) {
        if (route.equals(reader)) {
            reader = null;
            polls = () -> {};
            studies = study -> {};
            replays = () -> {};
        }
    }

    /** @param ended whether the last window of who read the source is over, so that another may begin */
    public synchronized void leave(BooleanSupplier ended) {
        BooleanSupplier before = left;
        left = before.getAsBoolean() ? ended : () -> before.getAsBoolean() && ended.getAsBoolean();
    }

    /** Whether everybody has ended who read this source before: there are never two, and who is closed may still be busy. */
    public boolean free() {
        return left.getAsBoolean();
    }

    /** A reader of the source's feed, of its own. */
    public Feed openFeed() {
        Feed feed = feeds.get();
        feed.watch(status);
        return feed;
    }

    ServerClock clock() {
        return clock;
    }

    /** What this process knows of what is settled, also when the source is started anew; {@code null} before. */
    Settled settled() {
        return settled;
    }

    void settled(Settled known) {
        settled = known;
    }
}

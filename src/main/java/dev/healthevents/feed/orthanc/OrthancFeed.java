package dev.healthevents.feed.orthanc;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An Orthanc's {@code /changes}, and its deletes, as a feed.
 *
 * <p>Orthanc numbers its changes, and dates them in whole seconds. An open window goes on by number from where the last
 * one that was committed ended, whatever clocks do; a closed one is found by dates.
 */
public final class OrthancFeed implements Feed {

    private final OrthancFeedSettings settings;
    private final OrthancClient client;
    private final UidLookup lookup;
    private final ChangeSearch search;
    private final Ledger ledger;
    private final Reconciliation reconciliation;
    private String version;
    private boolean begun;
    private Instant told = Instant.MAX;
    private Instant reached = Instant.MIN;

    /**
     * @param ledger the one of this source, which all its feeds share
     * @param clock ours; only for {@code Retry-After} dates
     */
    public OrthancFeed(OrthancFeedSettings settings, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.client = new OrthancClient(settings, clock);
        this.lookup = new UidLookup(client);
        this.search = new ChangeSearch(client);
        this.reconciliation = new Reconciliation(client, lookup, ledger, settings);
    }

    /**
     * On the first call for a source, or for an epoch of it, learns which instances there are. That can take a minute for
     * a million of them.
     */
    @Override
    public Instant serverTime() throws FeedException {
        begin();
        told = client.now();
        return told;
    }

    private void begin() throws FeedException {
        if (version == null) {
            version = client.version();
        }
        ledger.refresh();
        Standing standing = ledger.standing().orElse(null);
        if (standing == null || standing.epoch() < settings.epoch()) {
            Instant learnt = new Learning(client, lookup, ledger, settings).learn();
            // Dates have whole seconds. From the next one on, what is new can be told from what was learnt.
            while (!client.now().isAfter(learnt)) {
                pause();
            }
        } else if (standing.epoch() > settings.epoch()) {
            throw new FeedException("health-events.sources." + settings.source() + ".epoch is " + settings.epoch()
                    + ", but " + standing.epoch() + " has begun already; set it to that");
        } else if (client.lastSeq() < standing.lastSeq()) {
            throw restored(client.lastSeq(), standing.lastSeq());
        }
        begun = true;
    }

    @Override
    public boolean readsClosedWindows() {
        return true;
    }

    @Override
    public String capabilities() {
        return version == null
                ? ""
                : "Orthanc " + version + ", " + ledger.expected() + " instances known, deletes found by comparing";
    }

    @Override
    public Instant oldest(Instant before) throws FeedException {
        Instant oldest = search.oldest(before);
        return oldest.isBefore(before) ? oldest : before;
    }

    @Override
    public WindowRead read(Window window, int limit) throws FeedException {
        if (!begun) {
            begin();
        }
        Instant now = client.now();
        WindowChanges changes = new WindowChanges(client, lookup, ledger, settings, window, limit);
        if (!window.open()) {
            changes.read(search.before(window.from()));
            return read(window, changes, changes.announced(), null, now);
        }
        WindowRead read = readOpen(window, changes, now);
        reached = now;
        return read;
    }

    private WindowRead readOpen(Window window, WindowChanges changes, Instant now) throws FeedException {
        boolean first = committed() < 0;
        long since = since(window);
        changes.read(since);
        if (changes.last() < since) {
            throw restored(changes.last(), since);
        }
        List<Announced> announced = new ArrayList<>(changes.announced());
        if (!first) {
            announced.addAll(reconciliation.look(changes.last(), now));
        }
        // The first time, what is older than the time that we told may be passed over by the caller.
        long last = first ? changes.lastBefore(told) : changes.last();
        return read(window, changes, announced, new Standing(settings.epoch(), last), now);
    }

    private long committed() {
        return ledger.standing().map(Standing::lastSeq).orElse(-1L);
    }

    /** Where the last committed window ended; later only where the caller has left out what is in between. */
    private long since(Window window) throws FeedException {
        long committed = committed();
        if (committed >= 0 && !window.from().isAfter(reached)) {
            return committed;
        }
        return Math.max(committed, search.before(window.from()));
    }

    private WindowRead read(
            Window window, WindowChanges changes, List<Announced> announced, Standing standing, Instant now) {
        List<HealthEvent> events =
                announced.stream().map(change -> change.event(settings)).toList();
        return new WindowRead(
                window, events, changes.rejected(), now, changes.entries(), ledger.learnt(announced, standing));
    }

    private FeedRestoredException restored(long found, long known) {
        return new FeedRestoredException("The changes of " + settings.base() + " went backwards: they had come to Seq "
                + known + ", and now it is " + found + ". Its database was restored or replaced, and numbers that were"
                + " announced will be given again. Nothing is read until you set health-events.sources."
                + settings.source() + ".epoch to " + (settings.epoch() + 1) + " and restart");
    }

    private static void pause() throws FeedException {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedException("Reading was interrupted", e);
        }
    }

    @Override
    public void watch(PageWatch watch) {
        client.watch(watch);
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.healthevents.feed.orthanc;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Orthanc's {@code /changes}, and its deletes, as a feed.
 *
 * <p>Orthanc numbers its changes, and dates them in whole seconds. An open window goes on by number from where the last
 * one that was committed ended, whatever clocks do; a closed one is found by dates.
 */
public final class OrthancFeed implements Feed {

    /** An upgrade takes a restart, which mostly shows as an outage, and then it is asked at once. */
    private static final Duration VERSION_AGE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");

    private final OrthancFeedSettings settings;
    private final Orthanc orthanc;
    private final ChangeLog log;
    private final UidLookup lookup;
    private final ChangeSearch search;
    private final Ledger ledger;
    private final Reconciliation reconciliation;
    private final Clock clock;
    private String version;
    private Instant versionAsked = Instant.MIN;
    private boolean begun;
    private Instant told = Instant.MAX;
    private Instant reached = Instant.MIN;

    /**
     * @param ledger the one of this source, which all its feeds share
     * @param clock ours; for {@code Retry-After} dates, and to know how long ago Orthanc's version was asked for
     */
    public OrthancFeed(OrthancFeedSettings settings, Ledger ledger, Clock clock) {
        this(settings, ledger, clock, new OrthancClient(settings, clock), new Rests(settings.reconcileInterval()));
    }

    OrthancFeed(OrthancFeedSettings settings, Ledger ledger, Clock clock, Orthanc orthanc, Rests rests) {
        this.settings = settings;
        this.ledger = ledger;
        this.orthanc = orthanc;
        this.clock = clock;
        this.log = new ChangeLog(orthanc);
        this.lookup = new UidLookup(orthanc);
        this.search = new ChangeSearch(log);
        this.reconciliation = new Reconciliation(orthanc, log, lookup, ledger, settings, rests);
    }

    /**
     * On the first call for a source, learns which instances there are. That can take a minute for a million of them.
     */
    @Override
    public Instant serverTime() throws FeedException {
        begin();
        told = orthanc.now();
        return told;
    }

    private void begin() throws FeedException {
        askVersion();
        log.doubt();
        ledger.refresh();
        Standing standing = ledger.standing().orElse(null);
        if (standing == null) {
            learn();
        } else if (standing.epoch() > settings.epoch()) {
            throw new FeedException("health-events.sources." + settings.source() + ".epoch is " + settings.epoch()
                    + ", but " + standing.epoch() + " has begun already; set it to that");
        } else if (standing.epoch() < settings.epoch()) {
            log.lastSeq(0);
            ledger.begin(settings.epoch());
            LOG.info(
                    "{}: epoch {} begins. What is gone since will be announced as deleted, and what came back as"
                            + " created.",
                    settings.source(),
                    settings.epoch());
        } else {
            long known = Math.max(0, standing.lastSeq());
            long last = log.lastSeq(known);
            if (last < known) {
                throw restored(last, known);
            }
        }
        begun = true;
    }

    private void learn() throws FeedException {
        Instant learnt = new Learning(orthanc, log, lookup, ledger, settings).learn();
        // Dates have whole seconds. From the next one on, what is new can be told from what was learnt.
        while (!orthanc.now().isAfter(learnt)) {
            pause();
        }
    }

    private void askVersion() throws FeedException {
        version = orthanc.version();
        versionAsked = clock.instant();
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
        if (window.open() && versionAsked.plus(VERSION_AGE).isBefore(clock.instant())) {
            askVersion();
        }
        Instant now = orthanc.now();
        WindowChanges changes = new WindowChanges(log, lookup, ledger, settings, window, limit);
        if (!window.open()) {
            changes.read(search.before(window.from()));
            return read(window, changes, changes.announced(), null, now);
        }
        WindowRead read = readOpen(window, changes, now);
        reached = now;
        return read;
    }

    private WindowRead readOpen(Window window, WindowChanges changes, Instant now) throws FeedException {
        ledger.lookAgain();
        boolean first = committed() < 0;
        long since = since(window);
        changes.read(since);
        if (changes.last() < since) {
            throw restored(changes.last(), since);
        }
        List<Announced> announced = new ArrayList<>(changes.announced());
        if (!first) {
            announced.addAll(reconciliation.look(announced, changes.last(), now));
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
        List<HealthEvent> events = announced.stream()
                .filter(Announced::told)
                .map(change -> change.event(settings))
                .toList();
        return new WindowRead(
                window, events, changes.rejected(), now, changes.entries(), ledger.learnt(announced, standing));
    }

    @Override
    public boolean beganAnew() {
        return ledger.beganAnew();
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
        orthanc.watch(watch);
    }

    @Override
    public void close() {
        orthanc.close();
    }
}

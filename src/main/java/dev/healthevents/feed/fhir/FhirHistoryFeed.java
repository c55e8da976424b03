package dev.healthevents.feed.fhir;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.http.FeedClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A FHIR server's whole-system {@code _history} as a feed.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history</a>
 */
public final class FhirHistoryFeed implements Feed {

    private static final Duration PRECISION_OF_OLDEST = Duration.ofMinutes(1);

    private final FhirFeedSettings settings;
    private final FeedClient client;
    private final HistoryPages pages;
    private final HistoryProbe probe;

    /** @param clock ours; only for {@code Retry-After} dates, and for servers that tell no time of their own */
    public FhirHistoryFeed(FhirFeedSettings settings, Clock clock) {
        this.settings = settings;
        this.client = new FeedClient(settings.base(), settings.limits(), settings.authorization(), clock);
        this.pages = new HistoryPages(client, settings);
        this.probe = new HistoryProbe(pages, settings, clock);
    }

    @Override
    public Instant serverTime() throws FeedException {
        return probe.serverTime();
    }

    @Override
    public boolean readsClosedWindows() {
        return probe.closedWindows();
    }

    @Override
    public String capabilities() {
        return probe.findings();
    }

    @Override
    public WindowRead read(Window window, int limit) throws FeedException {
        Window sent = HistoryUrls.sent(window);
        WindowChanges changes = new WindowChanges(sent, limit);
        HistoryPage first = window.open() ? pages.readAll(sent, changes) : readClosed(sent, changes);
        Instant serverTime = ServerTime.of(first, changes.newest(), sent.from());
        List<FhirChange> ordered = Chronology.oldestFirst(changes.inServerOrder(), sent, serverTime);
        return new WindowRead(
                window, WindowChanges.events(ordered, settings), changes.rejected(), serverTime, changes.entries());
    }

    private HistoryPage readClosed(Window window, WindowChanges changes) throws FeedException {
        probe.once();
        if (!probe.closedWindows()) {
            throw new FeedException(settings.base() + " does not honour `_at` as a closed window; only open ones can be"
                    + " read from it");
        }
        try {
            HistoryPage first = pages.readAll(window, changes);
            if (changes.newest() != null) {
                probe.closedWindowHonoured();
            } else if (changes.entries() == 0) {
                probe.believeEmpty(window);
            }
            return first;
        } catch (WindowNotHonouredException e) {
            probe.closedWindowNotHonoured();
            throw e;
        }
    }

    /**
     * Halves the time from 1970 until less than a minute is left, with one small request each.
     *
     * @return {@code before} if nothing is older than it
     */
    @Override
    public Instant oldest(Instant before) throws FeedException {
        Instant low = Instant.EPOCH;
        Instant high = before;
        try {
            if (!low.isBefore(before) || nothingBefore(before)) {
                return before;
            }
            while (Duration.between(low, high).compareTo(PRECISION_OF_OLDEST) >= 0) {
                Instant middle = Instant.ofEpochMilli((low.toEpochMilli() + high.toEpochMilli()) / 2);
                if (probe.answersNothing(new Window(Instant.EPOCH, middle))) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        } catch (WindowNotHonouredException e) {
            probe.closedWindowNotHonoured();
            throw e;
        }
    }

    private boolean nothingBefore(Instant before) throws FeedException {
        Window all = HistoryUrls.sent(new Window(Instant.EPOCH, before));
        if (!probe.answersNothing(all)) {
            return false;
        }
        probe.believeEmpty(all);
        return true;
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a server's history is capable of, by asking: capability statements say less and are sometimes wrong.
 */
final class HistoryProbe {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryProbe.class);

    /** Far enough that no clock is there yet: an honest server has nothing to tell since, and is quick to say so. */
    private static final Window FUTURE = Window.openFrom(Instant.parse("2099-01-01T00:00:00Z"));

    /** FHIR did not exist then, so no server has a change in it. */
    private static final Window EMPTY = new Window(Instant.EPOCH, Instant.EPOCH.plusMillis(1));

    private static final Duration RECENT = Duration.ofMinutes(1);

    /** These say something of us or of the moment, not of what the server supports. */
    private static final Set<Integer> NOT_ABOUT_PARAMETERS = Set.of(401, 403, 407, 408, 425, 429);

    private final HistoryPages pages;
    private final FhirFeedSettings settings;
    private final Clock clock;
    private boolean refusesFuture;
    private boolean done;
    private String findings = "";
    private boolean closedWindows;
    private boolean closedWindowsProven;

    HistoryProbe(HistoryPages pages, FhirFeedSettings settings, Clock clock) {
        this.pages = pages;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether closed windows may be read; {@code false} until it was found out. */
    boolean closedWindows() {
        return closedWindows;
    }

    /** A closed window came back with changes, all of them within. */
    void closedWindowHonoured() {
        closedWindowsProven = true;
    }

    void closedWindowNotHonoured() {
        if (closedWindows) {
            LOG.warn("{} does not honour `_at` as a closed window; from now on open ones are read", settings.base());
        }
        closedWindows = false;
    }

    /** Asks for the server's clock; the first time that all is answered, also finds out the rest. */
    Instant serverTime() throws FeedException {
        WindowChanges changes = new WindowChanges(Window.openFrom(Instant.EPOCH), 0);
        HistoryPage page = newest(changes);
        if (!done) {
            closedWindows = takesClosedWindows();
            boolean since = honoursSince(changes);
            done = true;
            findings = findings(since, page);
        }
        return ServerTime.of(page, changes.newest(), clock.instant().minus(ServerTime.DISTRUST));
    }

    /** Finds out what was not found out yet. */
    void once() throws FeedException {
        if (!done) {
            serverTime();
        }
    }

    /**
     * Makes sure that an empty answer to a closed window means that there is nothing in it. A server that reads
     * {@code _at} in a way of its own might always answer nothing, and then a whole backlog would be passed over.
     *
     * @throws WindowNotHonouredException if there is something in it
     */
    void believeEmpty(Window window) throws FeedException {
        if (closedWindowsProven) {
            return;
        }
        Window since = Window.openFrom(window.from());
        WindowChanges changes = new WindowChanges(since, 0);
        pages.first(since, settings.pageSize(), new EntryReader(settings.account(), changes));
        if (changes.newest() == null) {
            return;
        }
        Instant millisecond = Instant.ofEpochMilli(changes.newest().toEpochMilli());
        Window known = new Window(millisecond, millisecond.plusMillis(1));
        if (answersNothing(known)) {
            throw new WindowNotHonouredException(known);
        }
        closedWindowsProven = true;
    }

    /** Whether there is no entry in a closed window. */
    boolean answersNothing(Window window) throws FeedException {
        WindowChanges changes = new WindowChanges(Window.openFrom(Instant.EPOCH), 0);
        EntryReader reader = new EntryReader(settings.account(), changes);
        return pages.first(window, 1, reader).entries() == 0;
    }

    private boolean takesClosedWindows() throws FeedException {
        try {
            return answersNothing(EMPTY);
        } catch (HttpStatusException e) {
            // It has just answered without _at, so a plain 500 is about _at as well.
            boolean aboutParameters = e.status() <= 501 && !NOT_ABOUT_PARAMETERS.contains(e.status());
            if (!aboutParameters) {
                throw e;
            }
            return false;
        }
    }

    private HistoryPage newest(WindowChanges changes) throws FeedException {
        EntryReader reader = new EntryReader(settings.account(), changes);
        if (!refusesFuture) {
            try {
                return pages.first(FUTURE, 1, reader);
            } catch (HttpStatusException e) {
                if (!HistoryPages.refusesParameters(e)) {
                    throw e;
                }
            }
        }
        HistoryPage page = pages.first(recent(), 1, reader);
        refusesFuture = true;
        return page;
    }

    private Window recent() {
        return Window.openFrom(clock.instant().minus(RECENT));
    }

    private boolean honoursSince(WindowChanges changes) {
        if (refusesFuture) {
            // It read the time, or it could not have refused it.
            return true;
        }
        return changes.entries() == 0;
    }

    /** What was found out, in words for people; nothing before the first contact. */
    String findings() {
        return findings;
    }

    private String findings(boolean since, HistoryPage page) {
        return "%s: _since %s, _elements %s, closed windows (_at) %s, server time by %s"
                .formatted(
                        settings.base(),
                        since ? "honoured" : "ignored, so its whole history is read each time",
                        pages.elements() ? "accepted" : "refused or ignored",
                        closedWindows ? "honoured" : "not honoured",
                        page.time() != null
                                ? "Bundle.meta.lastUpdated"
                                : "its newest change or the Date header less 2 minutes");
    }
}

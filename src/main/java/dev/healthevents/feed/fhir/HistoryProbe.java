package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds out what a server is capable of, by asking: capability statements say less and are sometimes wrong. Asked again
 * for the server's clock alone.
 */
final class HistoryProbe {

    /** Far enough that no clock is there yet: an honest server has nothing to tell since, and is quick to say so. */
    static final Window FUTURE = Window.openFrom(Instant.parse("2099-01-01T00:00:00Z"));

    static final Window EVERYTHING = Window.openFrom(Instant.EPOCH);

    private static final Duration RECENT = Duration.ofMinutes(1);

    private final HistoryPages pages;
    private final Dialect dialect;
    private final FhirFeedSettings settings;
    private final Clock clock;
    private final LevelProbe levels;
    private final WindowProbe windows;
    private final Canary canary;
    private final ServerTime time;
    private final SinceProbe since;
    private Answer answer;
    private boolean empty;

    /** What the first list answered last. */
    private record Answer(HistoryPage page, WindowChanges changes) {}

    HistoryProbe(
            HistoryPages pages,
            Dialect dialect,
            FhirFeedSettings settings,
            Clock clock,
            CapabilityStatements statements,
            WindowProbe windows,
            Canary canary,
            ServerTime time) {
        this.pages = pages;
        this.dialect = dialect;
        this.settings = settings;
        this.clock = clock;
        this.levels = new LevelProbe(dialect, settings, statements, this::answers);
        this.windows = windows;
        this.canary = canary;
        this.time = time;
        this.since = new SinceProbe(pages, dialect, settings);
    }

    /** Asks for the server's clock; the first time that all is answered, also finds out the rest. */
    Instant serverTime() throws FeedException {
        if (!dialect.probed()) {
            answer = null;
            levels.findOut();
        }
        Listing listing = dialect.listings().get(0);
        if (dialect.probed()) {
            answers(listing);
        } else {
            windows.findOut(listing);
            tryOut();
            if (answer == null) {
                answers(listing);
            }
            dialect.probed(levels.software(), answer.page().time() != null);
        }
        return time.of(answer.page(), answer.changes().newest());
    }

    /**
     * By any change that there is, closed windows are proven, and {@code _since}; a server without any must have no
     * resource either.
     *
     * @throws FeedException if it does not tell of what it has
     */
    void tryOut() throws FeedException {
        empty = true;
        SinceProbe.Known known = anyChange();
        if (known == null) {
            if (empty) {
                canary.look(EVERYTHING);
            }
            return;
        }
        if (dialect.closedWindows() != ClosedWindows.NONE && !dialect.closedWindowsProven()) {
            proveWindows(known.listing(), known.change().time());
        }
        since.prove(known, this::anyChange);
    }

    /** Not always the first type has any; and HAPI FHIR tells no time of a delete. */
    private SinceProbe.Known anyChange() throws FeedException {
        for (Listing listing : dialect.listings()) {
            WindowChanges one = everything(listing, 1);
            empty &= one.entries() == 0;
            boolean more = one.entries() > 0 && one.newest() == null;
            for (FhirChange change : (more ? everything(listing, settings.pageSize()) : one).inServerOrder()) {
                if (change.time() != null) {
                    return new SinceProbe.Known(listing, change);
                }
            }
        }
        return null;
    }

    private WindowChanges everything(Listing listing, int count) throws FeedException {
        WindowChanges changes = new WindowChanges(EVERYTHING, 0);
        pages.first(listing, EVERYTHING, null, count, new EntryReader(settings, changes));
        return changes;
    }

    private void proveWindows(Listing listing, Instant known) throws FeedException {
        try {
            windows.prove(listing, known);
        } catch (WindowNotHonouredException e) {
            windows.notHonoured();
        }
    }

    /** Finds out what was not found out yet. */
    void once() throws FeedException {
        if (!dialect.probed()) {
            serverTime();
        }
    }

    private void answers(Listing listing) throws FeedException {
        WindowChanges changes = new WindowChanges(EVERYTHING, 0);
        HistoryPage page = newest(listing, changes);
        if (listing.equals(dialect.listings().get(0))) {
            answer = new Answer(page, changes);
        }
    }

    /** Some servers answer 404 where a list would be empty: only if there is nothing to be had at all, it is not there. */
    private HistoryPage newest(Listing listing, WindowChanges changes) throws FeedException {
        EntryReader reader = new EntryReader(settings, changes);
        try {
            return newest(listing, reader);
        } catch (HttpStatusException refusal) {
            if (refusal.status() != 404) {
                throw refusal;
            }
            try {
                everything(listing, 1);
            } catch (HttpStatusException e) {
                throw refusal;
            }
        }
        dialect.observed().answersNotFoundForEmpty();
        return newest(listing, reader);
    }

    private HistoryPage newest(Listing listing, EntryReader reader) throws FeedException {
        if (!dialect.refusesFuture()) {
            try {
                return pages.first(listing, FUTURE, null, 1, reader);
            } catch (HttpStatusException e) {
                if (!HistoryPages.refusesParameters(e)) {
                    throw e;
                }
            }
        }
        Window recent = Window.openFrom(clock.instant().minus(RECENT));
        HistoryPage page = pages.first(listing, recent, null, 1, reader);
        dialect.refuseFuture();
        return page;
    }
}

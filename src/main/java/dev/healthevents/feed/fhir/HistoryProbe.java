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
    private static final Window FUTURE = Window.openFrom(Instant.parse("2099-01-01T00:00:00Z"));

    private static final Duration RECENT = Duration.ofMinutes(1);

    private final HistoryPages pages;
    private final Dialect dialect;
    private final FhirFeedSettings settings;
    private final Clock clock;
    private final LevelProbe levels;
    private final WindowProbe windows;
    private final Canary canary;
    private Answer answer;

    /** What the first list answered last. */
    private record Answer(HistoryPage page, WindowChanges changes) {}

    HistoryProbe(
            HistoryPages pages,
            Dialect dialect,
            FhirFeedSettings settings,
            Clock clock,
            CapabilityStatements statements,
            WindowProbe windows,
            Canary canary) {
        this.pages = pages;
        this.dialect = dialect;
        this.settings = settings;
        this.clock = clock;
        this.levels = new LevelProbe(dialect, settings, statements, this::answers);
        this.windows = windows;
        this.canary = canary;
    }

    /** Asks for the server's clock; the first time that all is answered, also finds out the rest. */
    Instant serverTime() throws FeedException {
        if (!dialect.probed()) {
            levels.findOut();
        }
        Listing listing = dialect.listings().get(0);
        if (dialect.probed()) {
            answers(listing);
        } else {
            windows.findOut(listing);
            canary.lookOnce();
            boolean since = dialect.refusesFuture() || answer.changes().entries() == 0;
            dialect.findings(new Findings(dialect, settings).text(levels.software(), since, answer.page()));
        }
        return ServerTime.of(
                answer.page(), answer.changes().newest(), clock.instant().minus(ServerTime.DISTRUST));
    }

    /** Finds out what was not found out yet. */
    void once() throws FeedException {
        if (!dialect.probed()) {
            serverTime();
        }
    }

    private void answers(Listing listing) throws FeedException {
        WindowChanges changes = new WindowChanges(Window.openFrom(Instant.EPOCH), 0);
        HistoryPage page = newest(listing, changes);
        if (listing.equals(dialect.listings().get(0))) {
            answer = new Answer(page, changes);
        }
    }

    private HistoryPage newest(Listing listing, WindowChanges changes) throws FeedException {
        EntryReader reader = new EntryReader(settings, changes);
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

package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Tries whether a server honours the time from which on it is asked for its changes. One that takes our times for its
 * own local ones, west of Greenwich, has nothing to tell since a moment ago, and would seem to be quiet for ever.
 */
final class SinceProbe {

    private static final int MOST_ATTEMPTS = 3;

    private final HistoryPages pages;
    private final Dialect dialect;
    private final FhirFeedSettings settings;

    /** A change that a list holds. */
    record Known(Listing listing, FhirChange change) {}

    /** Finds a change with a time, whatever it is; {@code null} if there is none. */
    @FunctionalInterface
    interface Finder {
        Known find() throws FeedException;
    }

    SinceProbe(HistoryPages pages, Dialect dialect, FhirFeedSettings settings) {
        this.pages = pages;
        this.dialect = dialect;
        this.settings = settings;
    }

    /**
     * @param first a change that is known to be there
     * @param again finds it, or another one, in case it is gone by now
     * @throws FeedException if it does not come when it is asked for what changed since just before it
     */
    void prove(Known first, Finder again) throws FeedException {
        if (!filters(first.listing())) {
            dialect.observed().since(Observed.Since.IGNORED);
            return;
        }
        Known known = first;
        for (int attempt = 0; known != null && attempt < MOST_ATTEMPTS; attempt++) {
            try {
                if (shows(known)) {
                    dialect.observed().since(Observed.Since.HONOURED);
                    return;
                }
            } catch (HttpStatusException e) {
                if (HistoryPages.refusesParameters(e)) {
                    // It is of a time that has not come yet there. Another one will be tried.
                    return;
                }
                throw e;
            }
            Known next = again.find();
            if (next != null && next.change().eventId().equals(known.change().eventId())) {
                throw notShown(known);
            }
            known = next;
        }
    }

    private boolean filters(Listing listing) throws FeedException {
        return dialect.refusesFuture()
                || pages.first(listing, HistoryProbe.FUTURE, null, 1, entry -> {})
                                .entries()
                        == 0;
    }

    private boolean shows(Known known) throws FeedException {
        Window since = Window.openFrom(before(known));
        Sought sought = new Sought(known.change().eventId());
        HistoryPage page =
                pages.first(known.listing(), since, null, settings.pageSize(), new EntryReader(settings, sought));
        if (!sought.found && page.next() != null) {
            pages.readAll(known.listing(), since, sought);
        }
        return sought.found;
    }

    /** FHIR lets servers tell times apart by the second only. */
    private static Instant before(Known known) {
        return known.change().time().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    }

    private FeedException notShown(Known known) {
        FhirChange change = known.change();
        return new FeedException(settings.base() + known.listing().path() + " does not tell of " + change.type() + "/"
                + change.id() + "/_history/" + change.version() + " of " + change.time()
                + " when it is asked for what changed since " + before(known)
                + ". It may take that for a time of another zone, and what is new would never be seen: have the server"
                + " read zones as FHIR has them, or run it in UTC");
    }

    /** Looks for one change, and keeps none. */
    private static final class Sought implements ChangeSink {

        private final UUID id;
        private long entries;
        private boolean found;

        Sought(UUID id) {
            this.id = id;
        }

        @Override
        public void changed(FhirChange change) {
            entries++;
            found |= change.eventId().equals(id);
        }

        @Override
        public void rejected(Rejected rejected) {
            entries++;
        }

        @Override
        public void passOver() {
            entries++;
        }

        @Override
        public long distinct() {
            return entries;
        }
    }
}

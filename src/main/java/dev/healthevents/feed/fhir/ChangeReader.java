package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what all lists of a server hold of a window, each to its last page. */
final class ChangeReader {

    private final HistoryPages pages;
    private final Dialect dialect;
    private final DeleteTimes deletes;
    private final Creations creations;
    private final VersionsBetween versions;

    ChangeReader(
            HistoryPages pages,
            OneResource one,
            DeletedVersions deleted,
            Dialect dialect,
            FhirFeedSettings settings,
            Clock clock) {
        this.deletes = new DeleteTimes(one, deleted, dialect.deletes(), settings);
        this.creations = new Creations(one, dialect.numbers());
        this.pages = pages;
        this.dialect = dialect;
        this.versions = new VersionsBetween(pages, deletes, settings, dialect.troubles(), clock);
    }

    /**
     * The clock of the server by the list that was read first: what changed later may be missing from the lists that
     * were read by then.
     *
     * @param first the first page of the first list
     * @param newest the newest change in the first list, or {@code null}
     */
    record Reading(HistoryPage first, Instant newest) {}

    /** Brings changes into order that were read, and finds or guesses the time of those that have none. */
    List<FhirChange> oldestFirst(List<FhirChange> read, Window window, Instant serverTime) throws FeedException {
        return creations.corrected(
                listsInOrder()
                        ? Chronology.sorted(new ArrayList<>(read), window, serverTime)
                        : Chronology.oldestFirst(
                                deletes.found(read, window.from(), dialect.level() == HistoryLevel.TYPE),
                                window,
                                serverTime));
    }

    /** Finds the times of deletes on disk that have none. */
    void findTimes(ChangeSpool spool) throws FeedException {
        if (!listsInOrder()) {
            spool.findTimes(deletes);
        }
    }

    /** Whether changes are in order as they are read, where their times don't tell: a search gives one resource after another. */
    boolean listsInOrder() {
        return dialect.level() == HistoryLevel.SEARCH;
    }

    /**
     * @param window in the server's precision
     * @param versionsSince from when on a resource's older versions count, where a search finds only the newest
     */
    Reading read(Window window, Instant versionsSince, ChangeGatherer changes) throws FeedException {
        Reading reading = null;
        for (Listing listing : dialect.listings()) {
            NewestOf counted = new NewestOf(changes);
            HistoryPage first = listing.search()
                    ? search(listing, window, versionsSince, counted)
                    : pages.readAll(listing, window, counted);
            reading = reading == null ? new Reading(first, counted.newest()) : reading;
        }
        return reading;
    }

    private HistoryPage search(Listing listing, Window window, Instant versionsSince, ChangeGatherer changes)
            throws FeedException {
        try (FoundResources found = new FoundResources(changes)) {
            HistoryPage first = pages.readAll(listing, window, found);
            found.needVersions().forEach(newest -> versions.of(newest, versionsSince, changes));
            versions.again(window, changes);
            return first;
        }
    }
}

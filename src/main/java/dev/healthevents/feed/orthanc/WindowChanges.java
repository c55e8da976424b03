package dev.healthevents.feed.orthanc;

import dev.healthevents.event.EventIds;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.feed.dicom.Uids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the rows of one window, and finds out what they mean. */
final class WindowChanges {

    private final ChangeLog log;
    private final UidLookup lookup;
    private final Ledger ledger;
    private final OrthancFeedSettings settings;
    private final Window window;
    private final int limit;
    private final List<Change> stored = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private int entries;
    private long last;

    WindowChanges(
            ChangeLog log, UidLookup lookup, Ledger ledger, OrthancFeedSettings settings, Window window, int limit) {
        this.log = log;
        this.lookup = lookup;
        this.ledger = ledger;
        this.settings = settings;
        this.window = window;
        this.limit = limit;
    }

    /**
     * Reads pages until the window's end, or until there are no more.
     *
     * @param since the Seq before the first row
     */
    void read(long since) throws FeedException {
        last = since;
        while (true) {
            ChangesPage page = log.page(last, settings.pageSize());
            boolean beyond = false;
            for (Change change : page.changes()) {
                take(change);
                beyond = !window.open() && !change.date().isBefore(window.to().plus(ChangeSearch.SLACK));
            }
            boolean back = page.last() < last;
            last = page.last();
            if (page.done() || beyond || back || page.changes().isEmpty()) {
                return;
            }
        }
    }

    private void take(Change change) throws FeedException {
        boolean within = window.open()
                || !change.date().isBefore(window.from()) && change.date().isBefore(window.to());
        if (!within) {
            return;
        }
        if (++entries > limit) {
            throw new WindowTooLargeException(window, limit);
        }
        if (change.stored() && OrthancClient.isId(change.id())) {
            stored.add(change);
        } else if (change.stored()) {
            reject(change, "Its ID is none of Orthanc's kind, or its ChangeType or Date can't be read.");
        }
    }

    /** What the rows mean, oldest first. */
    List<Announced> announced() throws FeedException {
        List<Announced> announced = new ArrayList<>();
        for (int from = 0; from < stored.size(); from += settings.pageSize()) {
            List<Change> page = stored.subList(from, Math.min(stored.size(), from + settings.pageSize()));
            Set<String> ids = new LinkedHashSet<>();
            page.forEach(change -> ids.add(change.id()));
            Set<String> unknown = new HashSet<>(ids);
            unknown.removeAll(ledger.known(ids).keySet());
            Map<String, Uids> uids = lookup.find(unknown);
            for (Change change : page) {
                if (uids.containsKey(change.id()) && uids.get(change.id()) == null) {
                    reject(change, "Its instance " + change.id() + " lacks a study, series or SOP instance UID.");
                }
            }
            announced.addAll(ledger.stored(page, uids, window.open()));
        }
        return announced;
    }

    private void reject(Change change, String reason) {
        String entry = "NewInstance, Seq " + change.seq() + ", " + change.date();
        rejected.add(new Rejected(
                EventIds.of("rejected\n" + settings.account() + "\n" + settings.epoch() + "\n" + entry),
                entry,
                reason));
    }

    List<Rejected> rejected() {
        return rejected;
    }

    int entries() {
        return entries;
    }

    /** Every row up to this Seq was read, or is gone. Less than where reading began where Orthanc has not come so far. */
    long last() {
        return last;
    }

    /** The same, but not beyond the first instance that was stored at that time or later. */
    long lastBefore(Instant time) {
        return stored.stream()
                .filter(change -> !change.date().isBefore(time))
                .mapToLong(change -> change.seq() - 1)
                .findFirst()
                .orElse(last);
    }
}

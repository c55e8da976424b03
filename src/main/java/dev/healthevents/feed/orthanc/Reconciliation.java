package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the deletes, of which Orthanc keeps no record: compares the instances that it has with those that are known.
 *
 * <p>That takes a list of all of them, so first they are counted. Fewer than are known can only mean a delete; how many
 * there are is asked at every look, as long as the answer comes quickly. Just as many, while no row was written, mean
 * that none is gone. For one thread at a time.
 */
final class Reconciliation {

    /** How many deletes are announced at once; the rest follows at the next look. */
    private static final int MOST_AT_ONCE = 20_000;

    private static final int TABLE_PAGE = 5_000;

    private final OrthancClient client;
    private final UidLookup lookup;
    private final Ledger ledger;
    private final OrthancFeedSettings settings;
    private final Rests rests;

    Reconciliation(OrthancClient client, UidLookup lookup, Ledger ledger, OrthancFeedSettings settings) {
        this.client = client;
        this.lookup = lookup;
        this.ledger = ledger;
        this.settings = settings;
        this.rests = new Rests(settings.reconcileInterval());
    }

    /**
     * Deletes, and what else the changes do not tell, if it is time to look for them.
     *
     * @param lastSeq the Seq up to which the changes were read, just now
     * @param now Orthanc's clock, before that
     */
    List<Announced> look(long lastSeq, Instant now) throws FeedException {
        if (!rests.countsDue()) {
            return List.of();
        }
        long began = System.nanoTime();
        long there = client.countInstances();
        rests.counted(System.nanoTime() - began);
        long expected = ledger.expected();
        boolean gone = there < expected;
        boolean due = rests.listDue();
        if (!gone && !due || gone && !rests.listAllowed()) {
            return List.of();
        }
        if (there == expected && client.lastSeq() == lastSeq) {
            rests.listed(Duration.ZERO);
            return List.of();
        }
        return compare(lastSeq, now);
    }

    private List<Announced> compare(long lastSeq, Instant now) throws FeedException {
        long began = System.nanoTime();
        Listing listing = Listing.of(client, settings.pageSize());
        List<Instance> missing = new ArrayList<>();
        long found = 0;
        String after = "";
        for (List<Instance> known = ledger.after(after, TABLE_PAGE); !known.isEmpty(); ) {
            for (Instance instance : known) {
                boolean there = listing.contains(instance.id());
                found += there ? 1 : 0;
                if (!there && missing.size() < MOST_AT_ONCE) {
                    missing.add(instance);
                }
            }
            after = known.get(known.size() - 1).id();
            known = ledger.after(after, TABLE_PAGE);
        }
        long counter = client.lastSeq();
        List<Announced> announced = new ArrayList<>(ledger.gone(gone(missing), counter, now));
        if (listing.size() > found) {
            announced.addAll(ledger.found(withoutRow(lastSeq), counter, now));
        }
        if (announced.isEmpty()) {
            // The counts differed for no reason, as after a commit whose end was not seen.
            ledger.refresh();
        }
        rests.listed(Duration.ofNanos(System.nanoTime() - began));
        return announced;
    }

    /** Those that Orthanc does not have either when it is asked for them: a delete leaves others out of the list. */
    private List<Instance> gone(List<Instance> missing) throws FeedException {
        List<Instance> gone = new ArrayList<>();
        for (int from = 0; from < missing.size(); from += settings.pageSize()) {
            List<Instance> page = missing.subList(from, Math.min(missing.size(), from + settings.pageSize()));
            Set<String> there =
                    client.instances(page.stream().map(Instance::id).toList()).keySet();
            page.stream().filter(instance -> !there.contains(instance.id())).forEach(gone::add);
        }
        return gone;
    }

    /** Instances that are neither known nor in rows yet to be read. */
    private Map<String, Uids> withoutRow(long lastSeq) throws FeedException {
        Map<String, Uids> found = new HashMap<>();
        int page = settings.pageSize();
        for (long since = 0; page == settings.pageSize() && found.size() < MOST_AT_ONCE; since += page) {
            List<String> ids = client.instances(since, settings.pageSize());
            Set<String> unknown = new HashSet<>(ids);
            unknown.removeAll(ledger.known(ids).keySet());
            found.putAll(lookup.find(unknown));
            page = ids.size();
        }
        // Orthanc writes an instance and its row at once, so whoever was in the list and has a row, has it by now.
        long since = lastSeq;
        for (boolean done = found.isEmpty(); !done; ) {
            ChangesPage rows = client.changes(since, settings.pageSize());
            rows.changes().forEach(change -> found.remove(change.id()));
            done = rows.done() || rows.changes().isEmpty() || rows.last() <= since;
            since = rows.last();
        }
        return found;
    }
}

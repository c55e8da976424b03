package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.dicom.Uids;
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
 * there are is asked at every look, as long as the answer comes quickly. Just as many, while no row was written since
 * they were found to be the same, mean that they are. For one thread at a time.
 */
final class Reconciliation {

    /** How many deletes are announced at once; the rest follows at the next look. */
    private static final int MOST_AT_ONCE = 20_000;

    private static final int TABLE_PAGE = 5_000;

    private final Orthanc orthanc;
    private final ChangeLog log;
    private final UidLookup lookup;
    private final Ledger ledger;
    private final OrthancFeedSettings settings;
    private final Rests rests;
    private long sameAt = -1;

    Reconciliation(
            Orthanc orthanc,
            ChangeLog log,
            UidLookup lookup,
            Ledger ledger,
            OrthancFeedSettings settings,
            Rests rests) {
        this.orthanc = orthanc;
        this.log = log;
        this.lookup = lookup;
        this.ledger = ledger;
        this.settings = settings;
        this.rests = rests;
    }

    /**
     * Deletes, and what else the changes do not tell, if it is time to look for them.
     *
     * @param read what the changes told just now
     * @param lastSeq the Seq up to which they were read
     * @param now Orthanc's clock, before that
     */
    List<Announced> look(List<Announced> read, long lastSeq, Instant now) throws FeedException {
        if (!rests.countsDue()) {
            return List.of();
        }
        long began = rests.now();
        long there = orthanc.countInstances();
        rests.counted(rests.now() - began);
        long expected = ledger.expected();
        boolean gone = there < expected;
        boolean due = rests.listDue();
        if (!gone && !due || gone && !rests.listAllowed()) {
            return List.of();
        }
        if (there == expected && lastSeq == sameAt && log.lastSeq(lastSeq) == lastSeq) {
            rests.listed(Duration.ZERO, false);
            return List.of();
        }
        Set<String> justRead = new HashSet<>();
        read.forEach(change -> justRead.add(change.instance().id()));
        return compare(justRead, lastSeq, now);
    }

    private List<Announced> compare(Set<String> justRead, long lastSeq, Instant now) throws FeedException {
        long began = rests.now();
        Listing listing = Listing.of(orthanc, settings.pageSize());
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
        List<Announced> announced = announced(missing, listing.size() > found, lastSeq, now);
        forgetVanished(listing, justRead);
        if (announced.isEmpty()) {
            // The counts differed for no reason, as after a commit whose end was not seen.
            ledger.refresh();
        }
        sameAt = missing.isEmpty() && listing.size() == found ? lastSeq : -1;
        boolean more = announced.size() >= MOST_AT_ONCE;
        rests.listed(Duration.ofNanos(rests.now() - began), more);
        return announced;
    }

    /**
     * What is there without a row comes first: by it an image may be there though another instance of it is gone. Of an
     * image with rows yet to be read nothing is told before them.
     */
    private List<Announced> announced(List<Instance> missing, boolean more, long lastSeq, Instant now)
            throws FeedException {
        List<Instance> gone = gone(missing);
        Map<String, Uids> unknown = more ? unknown() : new HashMap<>();
        if (gone.isEmpty() && unknown.isEmpty()) {
            return List.of();
        }
        UnreadRows unread = unread(lastSeq);
        unknown.keySet().removeAll(unread.ids());
        unknown.values().removeIf(unread.images()::contains);
        gone.removeIf(instance -> unread.images().contains(instance.uids()));
        List<Announced> announced = new ArrayList<>(ledger.found(unknown, unread.last(), now));
        announced.addAll(ledger.gone(gone, unread.last(), now));
        return announced;
    }

    /** Those that Orthanc does not have either when it is asked for them: a delete leaves others out of the list. */
    private List<Instance> gone(List<Instance> missing) throws FeedException {
        List<Instance> gone = new ArrayList<>();
        for (int from = 0; from < missing.size(); from += settings.pageSize()) {
            List<Instance> page = missing.subList(from, Math.min(missing.size(), from + settings.pageSize()));
            Set<String> there =
                    orthanc.instances(page.stream().map(Instance::id).toList()).keySet();
            page.stream().filter(instance -> !there.contains(instance.id())).forEach(gone::add);
        }
        return gone;
    }

    /** Instances that are there and not known; their rows may be yet to be read. */
    private Map<String, Uids> unknown() throws FeedException {
        Map<String, Uids> found = new HashMap<>();
        int page = settings.pageSize();
        for (long since = 0; page == settings.pageSize() && found.size() < MOST_AT_ONCE; since += page) {
            List<String> ids = orthanc.instances(since, settings.pageSize());
            Set<String> unknown = new HashSet<>(ids);
            unknown.removeAll(ledger.known(ids).keySet());
            found.putAll(lookup.find(unknown));
            page = ids.size();
        }
        return found;
    }

    /**
     * Instances whose rows were written since the changes were read. Orthanc writes an instance and its row at once, so
     * whoever was in the list and has a row, has it by now.
     */
    private UnreadRows unread(long lastSeq) throws FeedException {
        Set<String> ids = new HashSet<>();
        Set<Uids> images = new HashSet<>();
        long since = lastSeq;
        for (boolean done = false; !done; ) {
            ChangesPage rows = log.page(since, settings.pageSize());
            Set<String> some = new HashSet<>();
            rows.changes().stream()
                    .filter(change -> change.stored() && OrthancClient.isId(change.id()))
                    .forEach(change -> some.add(change.id()));
            lookup.find(some).values().forEach(images::add);
            ids.addAll(some);
            done = rows.done() || rows.changes().isEmpty() || rows.last() <= since;
            since = rows.last();
        }
        return new UnreadRows(ids, images, since);
    }

    /** What was stored and is gone before its window could be committed is known to nobody, and stays so. */
    private void forgetVanished(Listing listing, Set<String> justRead) throws FeedException {
        List<Instance> vanished = new ArrayList<>();
        for (Instance instance : ledger.uncommitted()) {
            if (!justRead.contains(instance.id()) && !listing.contains(instance.id())) {
                vanished.add(instance);
            }
        }
        ledger.forget(gone(vanished));
    }

    /**
     * @param ids of instances, by Orthanc
     * @param images what they are
     * @param last how far they go
     */
    private record UnreadRows(Set<String> ids, Set<Uids> images, long last) {}
}

package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.dicom.Uids;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns what an Orthanc holds before it is read for the first time, without announcing any of it: whoever is to
 * announce a delete must have known the instance, and whether an instance is new can't be told by its row alone.
 */
final class Learning {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final long LOG_EVERY = 100_000;
    private static final int MOST_ROUNDS = 5;

    private final Orthanc orthanc;
    private final ChangeLog log;
    private final UidLookup lookup;
    private final Ledger ledger;
    private final OrthancFeedSettings settings;

    Learning(Orthanc orthanc, ChangeLog log, UidLookup lookup, Ledger ledger, OrthancFeedSettings settings) {
        this.orthanc = orthanc;
        this.log = log;
        this.lookup = lookup;
        this.ledger = ledger;
        this.settings = settings;
    }

    /**
     * Learns everything, and begins the epoch.
     *
     * @return Orthanc's clock when everything that was there was learnt
     */
    Instant learn() throws FeedException {
        long there = orthanc.countInstances();
        LOG.info("{}: learning the {} instances that are there.", settings.source(), there);
        long lastSeq = log.lastSeq(0);
        long learnt = list(lastSeq, false);
        // A delete meanwhile shifts the pages, and an instance may slip between two of them.
        for (int round = 1; round < MOST_ROUNDS && list(lastSeq, true) > 0; round++) {
            LOG.debug("{}: the list of instances has changed meanwhile.", settings.source());
        }
        Instant end = rest(lastSeq);
        ledger.begin(settings.epoch());
        LOG.info("{}: learnt {} instances.", settings.source(), learnt);
        return end;
    }

    /** @return how many of those in the list were learnt */
    private long list(long lastSeq, boolean unknownOnly) throws FeedException {
        long learnt = 0;
        int page = settings.pageSize();
        for (long since = 0; page == settings.pageSize(); since += page) {
            List<String> ids = orthanc.instances(since, settings.pageSize());
            Set<String> wanted = new HashSet<>(ids);
            if (unknownOnly) {
                wanted.removeAll(ledger.known(ids).keySet());
            }
            learnt += learn(wanted, lastSeq);
            page = ids.size();
            if (since / LOG_EVERY != (since + page) / LOG_EVERY) {
                LOG.info("{}: {} instances so far.", settings.source(), since + page);
            }
        }
        return learnt;
    }

    private int learn(Set<String> ids, long lastSeq) throws FeedException {
        Map<String, Uids> uids = new HashMap<>(lookup.find(ids));
        uids.values().removeIf(value -> value == null);
        ledger.learn(uids, lastSeq, settings.epoch());
        return uids.size();
    }

    /** What was stored while the rest was learnt is there as well. */
    private Instant rest(long lastSeq) throws FeedException {
        long since = lastSeq;
        while (true) {
            ChangesPage page = log.page(since, settings.pageSize());
            Set<String> ids = new HashSet<>();
            page.changes().stream()
                    .filter(change -> change.stored() && OrthancClient.isId(change.id()))
                    .forEach(change -> ids.add(change.id()));
            learn(ids, page.last());
            boolean last = page.done() || page.changes().isEmpty();
            since = page.last();
            if (last) {
                return orthanc.now();
            }
        }
    }
}

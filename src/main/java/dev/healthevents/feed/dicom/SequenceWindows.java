package dev.healthevents.feed.dicom;

import static dev.healthevents.feed.dicom.SequenceIndex.DISORDER;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Windows by version 1 of the API, which knows sequence numbers only. A page here is a span of them, always the same one;
 * it may be short or empty although there are later rows, so only {@code latest}, read first, tells where the feed ends.
 */
final class SequenceWindows implements RowWindows {

    private static final int NEAR = 4;

    /** A number that was given before the first one, whose row can be seen only later, is not further before it. */
    private static final int LATE = 10_000;

    /**
     * SQL Server leaves out ten thousand numbers of an identity column whenever it is not shut down in order.
     *
     * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql-identity-property#remarks">IDENTITY,
     *     remarks</a>
     */
    private static final int MOST_LEFT_OUT = 30_000;

    private final ChangeFeedClient client;
    private final ServiceClock clock;
    private final RestoreGuard guard;
    private final SequenceIndex index;
    private final int span;
    private Long first;

    SequenceWindows(ChangeFeedClient client, ServiceClock clock, RestoreGuard guard) {
        this.client = client;
        this.clock = clock;
        this.guard = guard;
        this.span = client.pageSize();
        this.index = new SequenceIndex(span);
    }

    @Override
    public Instant read(WindowRows rows) throws FeedException {
        LatestRow latest = client.latest();
        Instant began = client.answered();
        guard.checkSequence(latest);
        if (latest.none()) {
            return began;
        }
        index.trim();
        Instant now = began == null ? clock.now() : began;
        Instant from = rows.window().from();
        long end = pageOf(latest.sequence()) + 1;
        long start = search(from, index.start(from), end, latest, now);
        start = start == 0 ? Math.max(0, first(end, latest, now) - LATE / span) : start;
        for (long page = start; page < end; page++) {
            if (index.mustAsk(page, rows.window(), latest.sequence(), now)) {
                rows.add(ask(page, latest, now));
            }
            if (beyond(rows.window(), page)) {
                break;
            }
        }
        index.settle(from, start, end);
        return began;
    }

    private boolean beyond(Window window, long page) {
        return !window.open() && index.facts(page).from(window.to().plus(DISORDER));
    }

    /**
     * Bisects.
     *
     * @param start a page before which every row is older than {@code time}
     * @return the same, but nearer
     */
    private long search(Instant time, long start, long end, LatestRow latest, Instant now) throws FeedException {
        Instant surely = time.minus(DISORDER);
        long low = start;
        long high = end;
        while (high - low > NEAR) {
            long middle = (low + high) >>> 1;
            long sample = withRows(middle, high, latest, now);
            if (sample < high && index.facts(sample).olderThan(surely)) {
                low = sample + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first page with rows from there on, with ever larger steps; {@code end} if none was met. */
    private long withRows(long start, long end, LatestRow latest, Instant now) throws FeedException {
        long step = 1;
        for (long page = start; page < end; page += step, step *= 2) {
            if (index.facts(page) == null) {
                ask(page, latest, now);
            }
            if (!index.facts(page).empty()) {
                return page;
            }
        }
        return end;
    }

    private ChangeFeedPage ask(long page, LatestRow latest, Instant now) throws FeedException {
        ChangeFeedPage found = span(page, latest.sequence());
        PageFacts before = index.facts(page);
        index.found(
                page,
                new PageFacts(
                        found.rows() >= span,
                        found.changes().stream()
                                .map(DicomChange::time)
                                .min(Instant::compareTo)
                                .orElse(null),
                        found.changes().stream()
                                .map(DicomChange::time)
                                .max(Instant::compareTo)
                                .orElse(null),
                        latest.sequence(),
                        before == null ? now : before.noticed(),
                        now));
        return found;
    }

    /** Asks again for what is missing at the end, which tells a page that somebody cut short from numbers without rows. */
    private ChangeFeedPage span(long page, long latest) throws FeedException {
        List<DicomChange> changes = new ArrayList<>();
        Set<Rejected> rejected = new LinkedHashSet<>();
        long end = (page + 1) * span;
        long offset = page * span;
        long reached = offset;
        do {
            offset = reached;
            ChangeFeedPage part = client.rowsAfter(offset, (int) (end - offset));
            rejected.addAll(part.rejected());
            for (DicomChange change : part.changes()) {
                if (change.sequence() > offset && change.sequence() <= end) {
                    changes.add(change);
                    reached = Math.max(reached, change.sequence());
                }
            }
        } while (reached > offset && reached < Math.min(end, latest));
        return new ChangeFeedPage(changes, List.copyOf(rejected), null);
    }

    private long pageOf(long sequence) {
        return (sequence - 1) / span;
    }

    @Override
    public boolean has(KnownRow row) throws FeedException {
        return client.rowsAfter(row.sequence() - 1, 1).changes().stream()
                .anyMatch(change ->
                        change.sequence() == row.sequence() && change.time().equals(row.time()));
    }

    @Override
    public Instant oldest(Instant before) throws FeedException {
        LatestRow latest = client.latest();
        Instant now = client.answered() == null ? clock.now() : client.answered();
        long end = latest.none() ? 0 : pageOf(latest.sequence()) + 1;
        long page = first(end, latest, now);
        if (page == end) {
            return before;
        }
        if (index.facts(page) == null) {
            ask(page, latest, now);
        }
        Instant oldest = index.facts(page).oldest().minus(DISORDER);
        return oldest.isBefore(before) ? oldest : before;
    }

    /**
     * The first page with rows. Where the first numbers have none, it is found by bisecting: rows are never taken away, and no more than
     * {@link #MOST_LEFT_OUT} numbers are left out between two of them.
     *
     * @return {@code end} if there is none before it
     */
    private long first(long end, LatestRow latest, Instant now) throws FeedException {
        if (first != null) {
            return Math.min(first, end);
        }
        long low = 0;
        long high = end;
        long found = end;
        while (low < high) {
            long middle = low == 0 ? 0 : (low + high) >>> 1;
            long surely = Math.min(end, middle + MOST_LEFT_OUT / span + 1);
            long page = nextRows(middle, Math.min(surely, found), latest, now);
            if (page < Math.min(surely, found)) {
                found = page;
                high = middle;
            } else if (surely >= found) {
                high = middle;
            } else {
                low = surely;
            }
        }
        if (found < end) {
            first = found;
        }
        return found;
    }

    /** The first page with rows from there on; {@code end} if none has any. */
    private long nextRows(long start, long end, LatestRow latest, Instant now) throws FeedException {
        for (long page = start; page < end; page++) {
            if (index.facts(page) == null || index.facts(page).empty()) {
                ask(page, latest, now);
            }
            if (!index.facts(page).empty()) {
                return page;
            }
        }
        return end;
    }
}

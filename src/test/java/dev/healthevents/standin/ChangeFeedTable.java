package dev.healthevents.standin;

import dev.healthevents.standin.ChangeFeedRow.Action;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code dbo.ChangeFeed} is to the DICOM server: the rows that are visible, and the numbers that were given out. */
final class ChangeFeedTable {

    private static final Comparator<ChangeFeedRow> BY_TIME =
            Comparator.comparing(ChangeFeedRow::timestamp).thenComparing(ChangeFeedRow::sequence);

    private final TreeMap<Long, ChangeFeedRow> bySequence = new TreeMap<>();
    private final List<ChangeFeedRow> byTime = new ArrayList<>();
    private final Map<DicomInstance, ChangeFeedRow> created = new HashMap<>();
    private final Map<DicomInstance, ChangeFeedRow> deleted = new HashMap<>();
    private long lastNumber;

    /** Gives numbers to rows, which are not visible yet. */
    synchronized ChangeFeedTransaction begin(
            Action action, List<DicomInstance> instances, Instant time, ZoneOffset zone) {
        List<ChangeFeedRow> rows = new ArrayList<>(instances.size());
        // DATETIMEOFFSET(7)
        Instant precise = time.minusNanos(time.getNano() % 100);
        instances.forEach(instance -> rows.add(new ChangeFeedRow(++lastNumber, action, instance, precise, zone)));
        return new ChangeFeedTransaction(this, List.copyOf(rows));
    }

    synchronized void show(List<ChangeFeedRow> rows) {
        for (ChangeFeedRow row : rows) {
            bySequence.put(row.sequence(), row);
            byTime.add(place(row), row);
            (row.action() == Action.DELETE ? deleted : created).put(row.instance(), row);
        }
    }

    private int place(ChangeFeedRow row) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (BY_TIME.compare(byTime.get(middle), row) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Loses numbers, as SQL Server does with its identity cache at a restart. */
    synchronized void skip(long numbers) {
        lastNumber += numbers;
    }

    /** Goes back to how it was when that number was the highest. */
    synchronized void restore(long sequence) {
        List<ChangeFeedRow> kept =
                List.copyOf(bySequence.headMap(sequence, true).values());
        bySequence.clear();
        byTime.clear();
        created.clear();
        deleted.clear();
        show(kept);
        lastNumber = sequence;
    }

    /** {@code Sequence BETWEEN offset+1 AND offset+limit ORDER BY Sequence}. */
    synchronized List<ChangeFeedRow> span(long offset, int limit) {
        return List.copyOf(
                bySequence.subMap(offset, false, offset + limit, true).values());
    }

    /** {@code Timestamp >= start AND Timestamp < end ORDER BY Timestamp, Sequence OFFSET offset ROWS FETCH NEXT limit}. */
    synchronized List<ChangeFeedRow> window(Instant start, Instant end, long offset, int limit) {
        long low = place(first(start)) + offset;
        int high = place(first(end));
        return low >= high ? List.of() : List.copyOf(byTime.subList((int) low, (int) Math.min(high, low + limit)));
    }

    private static ChangeFeedRow first(Instant time) {
        return new ChangeFeedRow(0, Action.CREATE, null, time, ZoneOffset.UTC);
    }

    synchronized ChangeFeedRow highest() {
        return bySequence.isEmpty() ? null : bySequence.lastEntry().getValue();
    }

    synchronized ChangeFeedRow newest() {
        return byTime.isEmpty() ? null : byTime.get(byTime.size() - 1);
    }

    synchronized List<ChangeFeedRow> all() {
        Collection<ChangeFeedRow> rows = bySequence.values();
        return List.copyOf(rows);
    }

    /** The state of a row's instance now, which is what the service shows, and not at the time of the row. */
    synchronized String state(ChangeFeedRow row) {
        ChangeFeedRow create = created.get(row.instance());
        ChangeFeedRow delete = deleted.get(row.instance());
        if (create != null && (delete == null || delete.sequence() < create.sequence())) {
            return delete != null && row.sequence() <= delete.sequence() ? "Replaced" : "Current";
        }
        return "Deleted";
    }
}

package dev.healthevents.feed.orthanc;

import static dev.healthevents.feed.orthanc.WrittenSeq.TURN;

import dev.healthevents.feed.FeedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Orthanc's changes, by their whole numbers. Where 32 bits of them leave open which it is, it is found out by asking
 * what comes after the one or the other; that is never needed before Orthanc has counted beyond two thousand million.
 */
final class ChangeLog {

    private static final long HALF_TURN = TURN / 2;

    private final Orthanc orthanc;
    private long highest;
    private boolean sure;

    ChangeLog(Orthanc orthanc) {
        this.orthanc = orthanc;
    }

    /**
     * A page of changes.
     *
     * @param since the Seq before the first one, 0 or more
     * @param limit how many rows, 1 or more
     */
    ChangesPage page(long since, int limit) throws FeedException {
        while (true) {
            ChangesPage written = orthanc.changes(since, limit);
            if (written.changes().isEmpty()) {
                long last = WrittenSeq.near(Math.max(since, highest), written.last());
                return new ChangesPage(List.of(), written.done(), last);
            }
            Change first = written.changes().get(0);
            if (sure || findOut(first, since)) {
                return whole(written, since);
            }
        }
    }

    /**
     * An empty log does not tell how often its counter has turned; the first row does.
     *
     * @return whether that row was still there in the end
     */
    private boolean findOut(Change first, long since) throws FeedException {
        lastSeq(WrittenSeq.after(since, first.seq()));
        long seq = whole(first, since);
        sure = comesAfter(first, seq - 1) && !comesAfter(first, seq);
        return sure;
    }

    private ChangesPage whole(ChangesPage written, long since) throws FeedException {
        List<Change> changes = new ArrayList<>();
        long before = since;
        for (Change row : written.changes()) {
            before = whole(row, before);
            changes.add(row.at(before));
        }
        highest = Math.max(highest, before);
        return new ChangesPage(changes, written.done(), before);
    }

    private long whole(Change row, long before) throws FeedException {
        long seq = WrittenSeq.after(before, row.seq());
        long turns = Math.max(0, (highest + HALF_TURN - seq) / TURN);
        if (turns > 0 && !comesAfter(row, before)) {
            // It went while we asked, and was most likely one of the newest.
            return seq + turns * TURN;
        }
        // The row still comes after so many turns, and no more after so many.
        long low = 0;
        long high = turns;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (comesAfter(row, seq + middle * TURN)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return seq + low * TURN;
    }

    private boolean comesAfter(Change row, long seq) throws FeedException {
        List<Change> next = orthanc.changes(seq, 1).changes();
        return !next.isEmpty() && next.get(0).equals(row);
    }

    /** Forgets what it found out, as after an outage: the Orthanc that is back may be another one. */
    void doubt() {
        sure = false;
        highest = 0;
    }

    /**
     * The highest Seq that was ever given to a row, whether the row is still there or not.
     *
     * @param known one that it had come to, or 0
     * @return less than {@code known} if it went back
     */
    long lastSeq(long known) throws FeedException {
        // Only an answer without rows tells; with ?last it would be that of the last row which is still there.
        ChangesPage beyond = orthanc.changes(known + HALF_TURN, 1);
        highest = beyond.changes().isEmpty()
                ? WrittenSeq.near(Math.max(known, highest), beyond.last())
                : WrittenSeq.atLeast(
                        newest(known + HALF_TURN),
                        orthanc.changes(Long.MAX_VALUE, 1).last());
        return highest;
    }

    /** The Seq of the newest row, by how far there are rows: doubled until there are none, then halved. */
    private long newest(long some) throws FeedException {
        long low = some;
        long step = HALF_TURN;
        while (low < Long.MAX_VALUE - 2 * step && rowsAfter(low + step)) {
            low += step;
            step *= 2;
        }
        while (step > HALF_TURN) {
            step /= 2;
            low += rowsAfter(low + step) ? step : 0;
        }
        return WrittenSeq.after(low, orthanc.newestChange().last());
    }

    private boolean rowsAfter(long seq) throws FeedException {
        return !orthanc.changes(seq, 1).changes().isEmpty();
    }
}

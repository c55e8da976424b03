package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds out by their dates where a window begins among the changes, which can only be asked for by Seq. Orthanc dates a
 * row when it numbers it, so dates grow with Seq, but for the {@link #SLACK} in which several writers may cross and a
 * clock may be set.
 */
final class ChangeSearch {

    /** How much earlier than the window it begins, and how much later it ends. */
    static final Duration SLACK = Duration.ofSeconds(2);

    private static final long FIRST_STEP = 1_000;
    private static final int GROWTH = 8;

    private final ChangeLog log;
    private Instant lastSought = Instant.MIN;
    private long lastFound;

    ChangeSearch(ChangeLog log) {
        this.log = log;
    }

    /**
     * The Seq after which to read, so that no row of {@code from} or later is left out.
     *
     * @param from the beginning of a window
     */
    long before(Instant from) throws FeedException {
        Instant sought = from.minus(SLACK);
        // Windows mostly follow each other, so that it is not far from here.
        long low = sought.isBefore(lastSought) ? 0 : lastFound;
        long high = low;
        long step = FIRST_STEP;
        for (boolean older = true; older; step *= GROWTH) {
            high = Math.addExact(low, step);
            Change first = firstAfter(high);
            older = first != null && first.date().isBefore(sought);
            low = older ? first.seq() : low;
        }
        lastFound = halve(low, high, sought);
        lastSought = sought;
        return lastFound;
    }

    /** Rows up to {@code low} are older; those after {@code high} are not. */
    private long halve(long low, long high, Instant sought) throws FeedException {
        long older = low;
        long notOlder = high;
        while (older < notOlder) {
            long middle = older + (notOlder - older) / 2;
            Change first = firstAfter(middle);
            if (first != null && first.date().isBefore(sought)) {
                older = Math.min(first.seq(), notOlder);
            } else {
                notOlder = middle;
            }
        }
        return older;
    }

    /** The first row after a Seq, or {@code null} if there is none. */
    private Change firstAfter(long seq) throws FeedException {
        ChangesPage page = log.page(seq, 1);
        return page.changes().isEmpty() ? null : page.changes().get(0);
    }

    /** The date of the oldest row, or {@code otherwise} if there is none. */
    Instant oldest(Instant otherwise) throws FeedException {
        Change first = firstAfter(0);
        return first == null ? otherwise : first.date();
    }
}

package dev.healthevents.feed.dicom;

import dev.healthevents.feed.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers which times were found at which sequence numbers, so that a window of time need not be searched for, and a
 * stretch of numbers without rows is not crossed again and again.
 *
 * <p>Numbers are not in the order of time: a row gets its time before its number, or its number before it can be seen. By
 * {@link #DISORDER} at the most, it is assumed; the service's own time limit for a statement is 30 s as well.
 */
final class SequenceIndex {

    /** How much older a row may be than one with a lower number, and how long after it has its number it may appear. */
    static final Duration DISORDER = Duration.ofSeconds(30);

    /** How often what is missing is asked for again where the newest end is read. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_PAGES = 100_000;
    private static final int MOST_MARKS = 1_000;

    private final Map<Long, PageFacts> pages = new HashMap<>();

    /** Before the page of the value, every row is older than the key. */
    private final TreeMap<Instant, Long> olderThan = new TreeMap<>();

    private final int span;

    /** @param span how many sequence numbers a page has */
    SequenceIndex(int span) {
        this.span = span;
    }

    /** What is known of a page, or {@code null}. */
    PageFacts facts(long page) {
        return pages.get(page);
    }

    void found(long page, PageFacts facts) {
        pages.put(page, facts);
    }

    /** The highest page known of before which every row is older than {@code time}. */
    long start(Instant time) {
        Map.Entry<Instant, Long> known = olderThan.floorEntry(time);
        return known == null ? 0 : known.getValue();
    }

    /** Moves that page on as far as is known, for those that come after. */
    void settle(Instant time, long start, long end) {
        long page = start;
        while (page < end && settled(page, time)) {
            page++;
        }
        olderThan.put(time, page);
        if (olderThan.size() > MOST_MARKS) {
            olderThan.pollFirstEntry();
        }
    }

    private boolean settled(long page, Instant time) {
        PageFacts facts = pages.get(page);
        return facts != null
                && facts.olderThan(time)
                && (facts.complete() || givenOut(page, facts) && !facts.asked().isBefore(time.plus(DISORDER)));
    }

    /** Whether a window can't be read without asking for a page, again or for the first time. */
    boolean mustAsk(long page, Window window, long latest, Instant now) {
        PageFacts facts = pages.get(page);
        if (facts == null || !givenOut(page, facts) && facts.latest() < latest) {
            return true;
        }
        boolean within = !facts.olderThan(window.from())
                && (window.open() || facts.oldest().isBefore(window.to()));
        if (within || facts.complete()) {
            return within;
        }
        if (!window.open()) {
            return facts.asked().isBefore(window.to().plus(DISORDER));
        }
        return facts.noticed().isAfter(now.minus(DISORDER)) && facts.asked().isBefore(now.minus(PATIENCE));
    }

    /** Whether all of a page's numbers had been given out when it was asked for. */
    private boolean givenOut(long page, PageFacts facts) {
        return facts.latest() >= (page + 1) * span;
    }

    /** Keeps memory bounded: ten million rows are known, 15 MB; then it begins anew. */
    void trim() {
        if (pages.size() > MOST_PAGES) {
            pages.clear();
        }
    }
}

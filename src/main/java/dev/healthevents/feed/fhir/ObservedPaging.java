package dev.healthevents.feed.fhir;

/** How a server was seen to page its lists. */
final class ObservedPaging {

    /** A server that never did as it was asked numbers its entries otherwise. */
    private static final int MOST_DOUBTS = 3;

    private volatile boolean countsWrong;
    private volatile boolean endless;
    private volatile boolean leadsOn;
    private volatile boolean overlaps;
    private volatile int doubts;

    /** Whether it counts what it does not show. */
    boolean countsWrong() {
        return countsWrong;
    }

    /** @return whether that is news */
    synchronized boolean countedWrong() {
        boolean news = !countsWrong;
        countsWrong = true;
        return news;
    }

    /** Whether it links from empty pages to empty pages, without an end. */
    boolean endless() {
        return endless && !leadsOn;
    }

    /** @return whether that is news */
    synchronized boolean hadNoEnd() {
        boolean news = !endless;
        endless = true;
        return news;
    }

    /** Whether there is a point in asking for pages that begin with the last entry of the page before. */
    boolean mayOverlap() {
        return overlaps || doubts < MOST_DOUBTS;
    }

    /**
     * Takes note of a page that was asked for so.
     *
     * @param begins whether it begins with an entry of the pages before
     * @return whether entries were taken out of the list meanwhile, since it would begin so otherwise
     */
    synchronized boolean lostEntries(boolean begins) {
        overlaps |= begins;
        doubts += overlaps ? 0 : 1;
        return overlaps && !begins;
    }

    /** Takes note that behind an empty page there may be others that are not. */
    void ledOn() {
        leadsOn = true;
    }
}

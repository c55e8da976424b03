package dev.healthevents.feed.fhir;

/** How a server was seen to page its lists. */
final class ObservedPaging {

    private volatile boolean countsWrong;
    private volatile boolean endless;
    private volatile boolean leadsOn;

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

    /** Takes note that behind an empty page there may be others that are not. */
    void ledOn() {
        leadsOn = true;
    }
}

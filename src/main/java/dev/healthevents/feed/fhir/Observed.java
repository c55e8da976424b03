package dev.healthevents.feed.fhir;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What a server was seen to do that changes how its answers are to be understood, and not how it is asked. */
final class Observed {

    /** What became of the question whether the server honours the time from which on it is asked. */
    enum Since {
        /** Nothing that changed was there to try it with. */
        NOT_TRIED,
        /** A known change came from just before it on, and nothing from the far future on. */
        HONOURED,
        /** It answers everything, whatever it is asked. */
        IGNORED
    }

    private final Set<Listing> timed = ConcurrentHashMap.newKeySet();
    private final Set<String> otherwise = new TreeSet<>();
    private volatile Since since = Since.NOT_TRIED;
    private volatile boolean notFoundForEmpty;

    Since since() {
        return since;
    }

    void since(Since found) {
        since = found;
    }

    /** Whether it answers 404 where a list would be empty. */
    boolean notFoundForEmpty() {
        return notFoundForEmpty;
    }

    /** @return whether that is news */
    synchronized boolean answersNotFoundForEmpty() {
        boolean news = !notFoundForEmpty;
        notFoundForEmpty = true;
        return news;
    }

    /** Whether a list was seen to say of any change when it was. */
    boolean tellsTimes(Listing listing) {
        return timed.contains(listing);
    }

    void toldTimes(Listing listing) {
        timed.add(listing);
    }

    /**
     * Takes note of values that were read although FHIR has them otherwise.
     *
     * @return those of them that are news
     */
    synchronized Set<String> readOtherwise(Collection<String> values) {
        Set<String> news = new TreeSet<>(values);
        news.removeAll(otherwise);
        otherwise.addAll(news);
        return news;
    }

    /** Values that were read although FHIR has them otherwise, in words for people. */
    synchronized Set<String> otherwise() {
        return Set.copyOf(otherwise);
    }
}

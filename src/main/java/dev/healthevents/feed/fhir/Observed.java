package dev.healthevents.feed.fhir;

import dev.healthevents.feed.WrittenOtherwise;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(Observed.class);

    private final String server;
    private final Set<Listing> timed = ConcurrentHashMap.newKeySet();
    private final WrittenOtherwise otherwise;
    private volatile Since since = Since.NOT_TRIED;
    private volatile boolean notFoundForEmpty;

    /** @param server its base URL */
    Observed(String server) {
        this.server = server;
        otherwise = new WrittenOtherwise(server);
    }

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

    synchronized void answersNotFoundForEmpty() {
        if (!notFoundForEmpty) {
            LOG.warn("{} answers 404 where a list would be empty; it is taken for that", server);
        }
        notFoundForEmpty = true;
    }

    /** Whether a list was seen to say of any change when it was. */
    boolean tellsTimes(Listing listing) {
        return timed.contains(listing);
    }

    void toldTimes(Listing listing) {
        timed.add(listing);
    }

    /** Values that were read although FHIR has them otherwise. */
    WrittenOtherwise otherwise() {
        return otherwise;
    }
}

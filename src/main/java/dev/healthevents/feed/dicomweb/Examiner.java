package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a study has to be listed, by its count, and goes round one that the server can't list. For one thread.
 */
final class Examiner {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 10_000;

    private record Trouble(long until, long pause) {}

    private final String source;
    private final LongSupplier nanos;
    private final Hot hot;
    private String recentFrom = "";
    private final Map<String, Trouble> troubles = new LinkedHashMap<>();
    private final Map<String, Integer> counted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Examiner(String source, LongSupplier nanos, Hot hot) {
        this.source = source;
        this.nanos = nanos;
        this.hot = hot;
    }

    /** Takes note that studies of that date and later are looked at each time in any case. */
    void recentFrom(String date) {
        recentFrom = date;
    }

    /** What a count says of a study. */
    enum Verdict {
        SAME,
        CHANGED,

        /** There is no count, or it was no other one when the study was listed last, and was not that of its images. */
        UNSURE
    }

    /** @param known what is known of the study, or {@code null} */
    Verdict verdict(Found found, StudyHead known) {
        boolean listed = known != null && known.state() == StudyHead.State.LISTED;
        if (found.count() == null) {
            return listed ? Verdict.UNSURE : Verdict.CHANGED;
        }
        if (listed && found.count() == known.images()) {
            return Verdict.SAME;
        }
        return found.count().equals(counted.get(found.study())) ? Verdict.UNSURE : Verdict.CHANGED;
    }

    /**
     * Lists a study and compares, unless the server could not list it a short while ago.
     *
     * @return whether it could be listed
     * @throws FeedException if the server does not answer any more
     */
    boolean examine(Look look, String study, String date, Integer count) throws FeedException {
        Trouble before = troubles.get(study);
        if (before != null && before.until() - nanos.getAsLong() > 0) {
            return false;
        }
        try {
            int told = look.announced().size();
            boolean changed = look.examine(study, date, count);
            if (told < look.announced().size() && (date == null || date.compareTo(recentFrom) < 0)) {
                hot.add(study);
            }
            if (changed || count == null || look.more()) {
                counted.remove(study);
            } else {
                counted.put(study, count);
            }
            troubles.remove(study);
            return true;
        } catch (HttpStatusException e) {
            if (e.status() == 401 || e.status() == 429 || e.status() == 503) {
                throw e;
            }
            troubled(study, before, e);
            return false;
        }
    }

    private void troubled(String study, Trouble before, HttpStatusException e) {
        long pause = before == null ? FIRST_PAUSE.toNanos() : Math.min(LONGEST_PAUSE.toNanos(), 2 * before.pause());
        troubles.put(study, new Trouble(nanos.getAsLong() + pause, pause));
        if (before == null) {
            LOG.warn("{}: study {} can't be listed: {}. It is tried again later.", source, study, e.getMessage());
        }
    }

    /** How many studies can't be listed. */
    int troubles() {
        return troubles.size();
    }
}

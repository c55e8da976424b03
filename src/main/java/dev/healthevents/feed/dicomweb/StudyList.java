package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of studies with their counts, page by page. Where a server can't be asked for what follows the first page, its
 * studies are asked for by smaller and smaller ranges of dates. For one thread.
 */
final class StudyList {

    private static final String COUNT = "includefield=00201208&";

    private final QidoClient client;
    private final LocalDate today;
    private final Deque<Days> ranges = new ArrayDeque<>();
    private final Map<String, Found> studies = new HashMap<>();
    private Paging current;
    private Days days;
    private boolean complete = true;
    private boolean undated;

    /** @param today by our clock */
    StudyList(QidoClient client, Days wanted, LocalDate today) {
        this.client = client;
        this.today = today;
        this.undated = wanted.from() == null;
        ranges.add(wanted);
    }

    /** Reads all of it. */
    StudyList all() throws FeedException {
        while (!done()) {
            step();
        }
        return this;
    }

    /** Reads the next page. */
    void step() throws FeedException {
        if (current == null) {
            days = ranges.pop();
            current = new Paging(client, Level.STUDIES, "/studies", days.query() + COUNT, null);
        }
        int pageSize = client.pageSize();
        try {
            current.step();
        } catch (HttpStatusException e) {
            narrow(e, pageSize);
            return;
        }
        if (current.done()) {
            current.found().forEach(found -> studies.put(found.study(), found));
            boolean heedsDates = current.found().stream().allMatch(days::hold);
            List<Days> halves = current.cutOff() && heedsDates ? days.halves(today) : List.of();
            complete &= !current.cutOff() || !halves.isEmpty();
            undated &= !current.cutOff();
            complete &= !current.nameless();
            halves.forEach(ranges::push);
            current = null;
        }
    }

    /** Some servers refuse a search without a key, and 413 says that too much was asked for (PS3.18, 8.3.4.4). */
    private void narrow(HttpStatusException refused, int pageSize) throws HttpStatusException {
        List<Days> halves = days.halves(today);
        boolean tooBroad = refused.status() == 413 || days.from() == null && refused.status() / 100 == 4;
        if (!tooBroad || halves.isEmpty() || refused.status() == 401 || refused.status() == 404) {
            throw refused;
        }
        client.pageSize(pageSize);
        undated = false;
        halves.forEach(ranges::push);
        current = null;
    }

    boolean done() {
        return current == null && ranges.isEmpty();
    }

    /** Whether each study that has a date in the range is in it, as far as can be known. */
    boolean complete() {
        return complete;
    }

    /** Whether studies without a date would be in it as well. */
    boolean undated() {
        return undated;
    }

    /** By Study Instance UID. */
    Map<String, Found> studies() {
        return studies;
    }

    /** What a search for one study finds; servers that don't heed its key find others as well, or instead. */
    static List<Found> one(QidoClient client, String study) throws FeedException {
        return client.page("/studies", "StudyInstanceUID=" + study + "&" + COUNT, 0)
                .found();
    }

    /** The one of them that was searched for, or {@code null}. */
    static Found in(List<Found> found, String study) {
        return found.stream()
                .filter(one -> study.equals(one.study()))
                .findFirst()
                .orElse(null);
    }
}

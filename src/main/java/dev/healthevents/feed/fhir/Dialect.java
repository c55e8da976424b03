package dev.healthevents.feed.fhir;

import dev.healthevents.feed.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How one server wants to be asked, as it was configured or found out. Shared by all that read from it, and corrected
 * when the server turns out to be otherwise.
 */
final class Dialect {

    /** What is this little outside of a window was asked for by rounding, the server's or ours. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private volatile HistoryLevel level = HistoryLevel.SYSTEM;
    private volatile List<String> types = List.of();
    private volatile ClosedWindows closedWindows;
    private volatile boolean closedWindowsProven;
    private volatile Duration precision = MILLISECOND;
    private volatile boolean elements;
    private volatile boolean elementsProven;
    private volatile boolean refusesFuture;
    private final Observed observed;
    private final KnownDeletes deletes = new KnownDeletes();
    private final VersionNumbers numbers = new VersionNumbers();
    private final ObservedPaging paging = new ObservedPaging();
    private final TroubledHistories troubles = new TroubledHistories();
    private volatile String software = "";
    private volatile boolean tellsTime;
    private volatile boolean probed;

    Dialect(FhirFeedSettings server) {
        this(server.dialect(), server.base().toString());
    }

    /** @param base for the log */
    Dialect(DialectSettings settings, String base) {
        observed = new Observed(base);
        elements = settings.elements();
    }

    HistoryLevel level() {
        return level;
    }

    List<String> types() {
        return types;
    }

    /** @param types whose histories or searches are read; none where there is one list of everything */
    void level(HistoryLevel found, List<String> foundTypes) {
        types = List.copyOf(foundTypes);
        level = found;
    }

    /** The lists that together hold every change. */
    List<Listing> listings() {
        return switch (level) {
            case SYSTEM -> List.of(Listing.SYSTEM);
            case TYPE -> types.stream().map(Listing::history).toList();
            case SEARCH -> types.stream().map(Listing::search).toList();
        };
    }

    /** By what windows are closed; {@code null} until it was found out. */
    ClosedWindows closedWindows() {
        return closedWindows;
    }

    void closedWindows(ClosedWindows found) {
        closedWindowsProven = false;
        closedWindows = found;
    }

    /** Whether a closed window came back with changes, all of them within. */
    boolean closedWindowsProven() {
        return closedWindowsProven;
    }

    void proveClosedWindows() {
        closedWindowsProven = true;
    }

    /** Takes note that the server tells times apart by the second only, which FHIR allows. */
    void coarse() {
        precision = Duration.ofSeconds(1);
    }

    /** How finely the server tells times apart. */
    Duration precision() {
        return precision;
    }

    boolean elements() {
        return elements;
    }

    /** @return whether that is news */
    synchronized boolean withoutElements() {
        boolean news = elements;
        elements = false;
        return news;
    }

    /** A resource came back smaller for {@code _elements}. */
    void elementsProven() {
        elementsProven = true;
    }

    /**
     * A whole resource came back. One may also from a server that honours {@code _elements}: HAPI's, now and then, while
     * much is written.
     *
     * @return whether it is not to be asked for them any more, and that is news
     */
    boolean ignoresElements() {
        return !elementsProven && withoutElements();
    }

    /** Whether it refuses to tell what changed since a time that has not come yet. */
    boolean refusesFuture() {
        return refusesFuture;
    }

    void refuseFuture() {
        refusesFuture = true;
    }

    /** What it was seen to do that changes how its answers are to be understood. */
    Observed observed() {
        return observed;
    }

    /** Resources whose own history could not be read. */
    TroubledHistories troubles() {
        return troubles;
    }

    /** What was found out of its deletes. */
    KnownDeletes deletes() {
        return deletes;
    }

    /** What its versions were seen to count. */
    VersionNumbers numbers() {
        return numbers;
    }

    /** How it was seen to page. */
    ObservedPaging paging() {
        return paging;
    }

    /** Name and version of the server, or an empty text. */
    String software() {
        return software;
    }

    /** Whether its Bundles tell its time. */
    boolean tellsTime() {
        return tellsTime;
    }

    /** Whether nothing is left to find out before it can be read. */
    boolean probed() {
        return probed;
    }

    /** Takes note that it can be read from now on. */
    void probed(String foundSoftware, boolean foundTime) {
        software = foundSoftware;
        tellsTime = foundTime;
        probed = true;
    }

    /**
     * The window as it is sent, in steps of the server's precision; in a chain of windows none is left out by it, and
     * none comes twice.
     *
     * @return {@code null} where the window is smaller than that: what is in it comes with a later one
     */
    Window sent(Window window) {
        Instant from = floor(window.from());
        if (window.open()) {
            return Window.openFrom(from);
        }
        Instant to = floor(window.to());
        return to.isAfter(from) ? new Window(from, to) : null;
    }

    /** Whether a window that is sent can't be cut smaller. */
    boolean least(Window sent) {
        return Duration.between(sent.from(), sent.to()).compareTo(precision) <= 0;
    }

    private Instant floor(Instant time) {
        long step = precision.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step);
    }
}

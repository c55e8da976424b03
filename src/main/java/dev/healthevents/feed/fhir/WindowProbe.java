package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out by what a server can be asked for a window with an end, and whether it can be believed. */
final class WindowProbe {

    private static final Logger LOG = LoggerFactory.getLogger(WindowProbe.class);

    /** FHIR did not exist then, so no server has a change in it. */
    private static final Window EMPTY = new Window(Instant.EPOCH, Instant.EPOCH.plusMillis(1));

    private static final Duration PRECISION_OF_OLDEST = Duration.ofMinutes(1);
    private static final int MANY = 3;

    /** These say something of us or of the moment, not of what the server supports. */
    private static final Set<Integer> NOT_ABOUT_PARAMETERS = Set.of(401, 403, 407, 408, 425, 429);

    private final HistoryPages pages;
    private final Dialect dialect;
    private final FhirFeedSettings settings;

    WindowProbe(HistoryPages pages, Dialect dialect, FhirFeedSettings settings) {
        this.pages = pages;
        this.dialect = dialect;
        this.settings = settings;
    }

    void findOut(Listing listing) throws FeedException {
        ClosedWindows configured = settings.dialect().closedWindows();
        if (configured != null) {
            dialect.closedWindows(configured);
        } else {
            dialect.closedWindows(takes(listing, ClosedWindows.AT) ? ClosedWindows.AT : otherwise(listing));
        }
    }

    private ClosedWindows otherwise(Listing listing) throws FeedException {
        boolean before = !listing.search() && takes(listing, ClosedWindows.BEFORE);
        return before ? ClosedWindows.BEFORE : ClosedWindows.NONE;
    }

    /** The server answered a closed window with something else: goes over to the next way to ask for one. */
    void notHonoured() throws FeedException {
        ClosedWindows disproved = dialect.closedWindows();
        if (disproved == ClosedWindows.NONE) {
            return;
        }
        dialect.closedWindows(
                disproved == ClosedWindows.AT ? otherwise(dialect.listings().get(0)) : ClosedWindows.NONE);
        LOG.warn(
                "{} does not honour closed windows by {}; from now on by {}",
                settings.base(),
                disproved,
                dialect.closedWindows());
    }

    /**
     * Makes sure that an empty answer to a closed window means that there is nothing in it. A server that reads its
     * bounds in a way of its own might always answer nothing, and then a whole backlog would be passed over.
     *
     * @return whether it is to be believed; {@code false} where the window must be asked for in another precision
     * @throws WindowNotHonouredException if there is something in it
     */
    boolean believeEmpty(Window window) throws FeedException {
        if (dialect.closedWindowsProven()) {
            return true;
        }
        for (Listing listing : dialect.listings()) {
            Window since = Window.openFrom(window.from());
            WindowChanges changes = new WindowChanges(since, 0);
            pages.first(listing, since, null, settings.pageSize(), new EntryReader(settings, changes));
            if (changes.newest() != null) {
                return prove(listing, changes.newest());
            }
        }
        return true;
    }

    private boolean prove(Listing listing, Instant known) throws FeedException {
        Instant millisecond = known.truncatedTo(ChronoUnit.MILLIS);
        Window narrow = new Window(millisecond, millisecond.plusMillis(1));
        if (!answersNothing(listing, narrow, dialect.closedWindows())) {
            dialect.proveClosedWindows();
            return true;
        }
        Instant second = known.truncatedTo(ChronoUnit.SECONDS);
        if (answersNothing(listing, new Window(second, second.plusSeconds(1)), dialect.closedWindows())) {
            throw new WindowNotHonouredException(narrow);
        }
        LOG.info("{} tells times apart by the second only; windows begin and end with one", settings.base());
        dialect.coarse();
        dialect.proveClosedWindows();
        return false;
    }

    /**
     * Halves the time from 1970 until less than a minute is left, with one small request each.
     *
     * @return {@code before} if nothing is older than it; 1970 where it would take too many requests to find out, or
     *     older versions don't show
     */
    Instant oldest(Instant before) throws FeedException {
        boolean shown = dialect.level() != HistoryLevel.SEARCH && dialect.closedWindows() != ClosedWindows.NONE;
        if (!shown || dialect.listings().size() > MANY) {
            return Instant.EPOCH;
        }
        Instant low = Instant.EPOCH;
        Instant high = before;
        if (!low.isBefore(before) || nothingBefore(before)) {
            return before;
        }
        while (Duration.between(low, high).compareTo(PRECISION_OF_OLDEST) >= 0) {
            Instant middle = Instant.ofEpochMilli((low.toEpochMilli() + high.toEpochMilli()) / 2);
            if (answersNothing(new Window(Instant.EPOCH, middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean nothingBefore(Instant before) throws FeedException {
        Window all = new Window(Instant.EPOCH, before);
        return answersNothing(all) && (believeEmpty(all) || answersNothing(all));
    }

    private boolean answersNothing(Window window) throws FeedException {
        for (Listing listing : dialect.listings()) {
            if (!answersNothing(listing, dialect.sent(window), dialect.closedWindows())) {
                return false;
            }
        }
        return true;
    }

    private boolean answersNothing(Listing listing, Window window, ClosedWindows closed) throws FeedException {
        WindowChanges changes = new WindowChanges(Window.openFrom(Instant.EPOCH), 0);
        EntryReader reader = new EntryReader(settings, changes);
        return pages.first(listing, window, closed, 1, reader).entries() == 0;
    }

    private boolean takes(Listing listing, ClosedWindows closed) throws FeedException {
        try {
            return answersNothing(listing, EMPTY, closed);
        } catch (HttpStatusException e) {
            // It has just answered without an end, so a plain 500 is about that as well.
            boolean aboutParameters = e.status() <= 501 && !NOT_ABOUT_PARAMETERS.contains(e.status());
            if (!aboutParameters) {
                throw e;
            }
            return false;
        }
    }
}

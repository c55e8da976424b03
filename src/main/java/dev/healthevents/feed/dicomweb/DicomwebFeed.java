package dev.healthevents.feed.dicomweb;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A DICOMweb server as a feed. It tells of no change, so what it lists is compared with an inventory of what it had, which
 * becomes durable with the events that are made of the difference.
 *
 * <p>Times are ours, as the server has none: a change is of the time at which it was found. An open window looks at the
 * server; a closed one tells what was found in it.
 */
public final class DicomwebFeed implements Feed {

    private final DicomwebFeedSettings settings;
    private final Inventory inventory;
    private final QidoClient client;
    private final Clock clock;
    private final Looks looks;
    private boolean begun;

    /** @param clock ours */
    public DicomwebFeed(DicomwebFeedSettings settings, Inventory inventory, Clock clock) {
        this(settings, inventory, clock, System::nanoTime);
    }

    DicomwebFeed(DicomwebFeedSettings settings, Inventory inventory, Clock clock, LongSupplier nanos) {
        this.settings = settings;
        this.inventory = inventory;
        this.clock = clock;
        this.client = new QidoClient(settings, clock);
        this.looks = new Looks(settings, inventory, client, clock, nanos);
    }

    /**
     * On the first call for a source, takes note of which studies there are, and learns the images of those of the last
     * days. That is a request for each of these.
     */
    @Override
    public Instant serverTime() throws FeedException {
        if (!begun) {
            Standing standing = inventory.standing().orElse(null);
            if (standing == null) {
                new FirstContact(client, inventory, settings).learn(looks.today(), looks.recent(), clock.instant());
            } else if (standing.epoch() > settings.epoch()) {
                throw new FeedException("health-events.sources." + settings.source() + ".epoch is " + settings.epoch()
                        + ", but " + standing.epoch() + " has begun already; set it to that");
            }
            begun = true;
            looks.begin();
        }
        return clock.instant();
    }

    @Override
    public boolean readsClosedWindows() {
        return true;
    }

    @Override
    public String capabilities() {
        return looks.capabilities();
    }

    @Override
    public Instant oldest(Instant before) {
        return before;
    }

    @Override
    public WindowRead read(Window window, int limit) throws FeedException {
        Instant now = clock.instant();
        if (!window.open()) {
            List<HealthEvent> events = found(window, limit);
            return new WindowRead(window, events, List.of(), now, events.size());
        }
        Instant time = serverTime();
        return looks.look(window, time.isBefore(now) ? time : now);
    }

    private List<HealthEvent> found(Window window, int limit) throws WindowTooLargeException {
        List<HealthEvent> events = inventory.foundBetween(window.from(), window.to(), limit).stream()
                .flatMap(study -> study.images().stream()
                        .map(image -> Announced.created(study.head().uid(), image)))
                .sorted(Comparator.comparing(Announced::number))
                .map(change -> change.event(settings))
                .toList();
        if (events.size() > limit) {
            throw new WindowTooLargeException(window, limit);
        }
        return events;
    }

    @Override
    public boolean hasMore() {
        return looks.more();
    }

    @Override
    public void lookAt(String study) {
        looks.lookAt(study);
    }

    @Override
    public void watch(PageWatch watch) {
        client.watch(watch);
    }

    @Override
    public void close() {
        client.close();
    }
}

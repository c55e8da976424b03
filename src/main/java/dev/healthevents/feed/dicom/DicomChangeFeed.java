package dev.healthevents.feed.dicom;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WrittenOtherwise;
import dev.healthevents.feed.http.FeedClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * The change feed of a DICOM service, by version 2 of its API or, where there is no other, by version 1.
 *
 * @see <a href="https://learn.microsoft.com/azure/healthcare-apis/dicom/change-feed-overview">Change feed overview</a>
 */
public final class DicomChangeFeed implements Feed {

    /** For a service that does not tell its time, as for a FHIR server: what is too early costs some re-reading. */
    private static final Duration DISTRUST = Duration.ofMinutes(2);

    private final DicomFeedSettings settings;
    private final WrittenOtherwise otherwise;
    private final RowReader reader;
    private final FeedClient http;
    private final ServiceClock clock;
    private final Clock ours;
    private final RestoreGuard guard;
    private final KnownRow known;
    private ChangeFeedClient client;
    private RowWindows rows;
    private boolean partitionInSubject;
    private volatile String capabilities = "";

    /**
     * @param known a row that is known to have been in the feed, as {@link #mark} told it, or {@code null}
     * @param clock ours; for {@code Retry-After} dates, and to know what time it is at the service between two answers
     */
    public DicomChangeFeed(DicomFeedSettings settings, KnownRow known, Clock clock) {
        this(settings, known, new WrittenOtherwise(settings.base().toString()), clock);
    }

    /** @param otherwise shared by all feeds of the service, so that each thing is said once */
    public DicomChangeFeed(DicomFeedSettings settings, KnownRow known, WrittenOtherwise otherwise, Clock clock) {
        this.settings = settings;
        this.otherwise = otherwise;
        this.reader = new RowReader(settings.account(), settings.epoch(), otherwise);
        this.http = new FeedClient(settings.base(), settings.limits(), settings.authorization(), clock);
        this.clock = new ServiceClock(clock);
        this.ours = clock;
        this.guard = new RestoreGuard(settings, known);
        this.known = known;
    }

    @Override
    public Instant serverTime() throws FeedException {
        connect();
        LatestRow latest = client.latest();
        Instant time = client.answered();
        check(latest);
        return told(time);
    }

    private Instant told(Instant time) {
        return (time == null ? ours.instant().minus(DISTRUST) : time).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Duration behind() {
        return clock.isKnown() ? Duration.ZERO : DISTRUST.multipliedBy(2);
    }

    /** {@code true}: both versions can be read by closed windows. */
    @Override
    public boolean readsClosedWindows() {
        return true;
    }

    @Override
    public String capabilities() {
        return capabilities.isEmpty() ? "" : capabilities + otherwise.said();
    }

    /** @throws dev.healthevents.feed.FeedRestoredException if what had been read is gone */
    @Override
    public WindowRead read(Window window, int limit) throws FeedException {
        if (client == null || !clock.isKnown()) {
            serverTime();
        }
        WindowRows found = new WindowRows(milliseconds(window), limit);
        Instant began = rows.read(found);
        if (guard.due() || found.changes().stream().anyMatch(guard::suspects)) {
            check(client.latest());
        }
        found.changes().forEach(change -> guard.believe(change.sequence(), change.time()));
        return new WindowRead(
                window, found.events(settings, partitionInSubject), found.rejected(), told(began), found.entries());
    }

    private void check(LatestRow latest) throws FeedException {
        if (rows instanceof TimeWindows windows && latest.time() != null) {
            windows.newest(latest.time());
        }
        guard.check(latest, rows);
    }

    /** Whole milliseconds, as they are sent; in a chain of windows none is left out by it. */
    private static Window milliseconds(Window window) {
        Instant from = window.from().truncatedTo(ChronoUnit.MILLIS);
        if (window.open()) {
            return Window.openFrom(from);
        }
        Instant to = window.to().truncatedTo(ChronoUnit.MILLIS);
        return new Window(from, to.isAfter(from) ? to : from.plusMillis(1));
    }

    @Override
    public Instant oldest(Instant before) throws FeedException {
        connect();
        return rows.oldest(before);
    }

    private void connect() throws FeedException {
        if (client != null) {
            return;
        }
        if (known != null && known.epoch() > settings.epoch()) {
            throw new FeedException("health-events.sources." + settings.source() + ".epoch is " + settings.epoch()
                    + ", but " + known.epoch() + " has begun already; set it to that");
        }
        ChangeFeedClient found = new VersionProbe(http, clock, settings, reader).client();
        partitionInSubject = switch (settings.subjectPartition()) {
            case ALWAYS -> true;
            case WHEN_ENABLED -> found.hasPartitions();
            case NEVER -> false;
        };
        rows = found.version() == ApiVersion.V2
                ? new TimeWindows(found, clock)
                : new SequenceWindows(found, clock, guard);
        capabilities = "%s: change feed %s, pages of %d, server time by %s, subjects %s their partition"
                .formatted(
                        found.base(),
                        found.version() == ApiVersion.V2 ? "v2 by time" : "v1 by sequence numbers",
                        found.pageSize(),
                        clock.isKnown() ? "the Date header" : "its newest row or our clock less 2 minutes",
                        partitionInSubject ? "with" : "without");
        client = found;
    }

    /** The row with the highest number that was seen, as {@link KnownRow#parse} reads it. */
    @Override
    public Optional<String> mark() {
        return guard.highest().map(KnownRow::toString);
    }

    @Override
    public boolean beganAnew() {
        return known != null && known.epoch() < settings.epoch();
    }

    /** What happened after a restore has numbers that were given before, but is younger than all that was read. */
    @Override
    public Optional<UUID> formerId(HealthEvent event, Instant read) {
        boolean old =
                beganAnew() && (event.time().isBefore(read) || !event.time().isAfter(known.time()));
        return old && event.data() instanceof DicomImageData image
                ? Optional.of(EventIds.dicom(settings.account(), known.epoch(), image.sequenceNumber()))
                : Optional.empty();
    }

    @Override
    public void watch(PageWatch watch) {
        http.watch(watch);
    }

    @Override
    public void close() {
        http.close();
    }
}

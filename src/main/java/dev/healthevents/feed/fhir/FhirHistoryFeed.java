package dev.healthevents.feed.fhir;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.http.FeedClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A FHIR server's history as a feed, in the way in which that server lets it be read.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history</a>
 */
public final class FhirHistoryFeed implements Feed {

    /** The mark of a source whose events were announced under ids that have times in them. */
    static final String IDS_HAVE_TIMES = "ids have times";

    private final FhirFeedSettings settings;
    private final FeedClient client;
    private final Dialect dialect;
    private final WindowProbe windows;
    private final HistoryProbe probe;
    private final Canary canary;
    private final ChangeReader reader;
    private final SpooledPast past;
    private final LargeWindows large;
    private final ServerTime time;
    private volatile Instant unannouncedSince = Instant.MAX;
    private final boolean idsHadTimes;
    private Instant serverTime = Instant.EPOCH;

    FhirHistoryFeed(FhirFeedSettings settings, Clock clock, Dialect dialect, boolean idsHadTimes) {
        this.idsHadTimes = idsHadTimes;
        this.settings = settings;
        this.dialect = dialect;
        this.client = new FeedClient(settings.base(), settings.limits(), settings.authorization(), clock);
        this.time = new ServerTime(clock);
        HistoryPages pages = new HistoryPages(client, settings, dialect);
        CapabilityStatements statements = new CapabilityStatements(client, settings);
        this.windows = new WindowProbe(pages, dialect, settings);
        this.canary = new Canary(pages, dialect, settings, statements);
        this.probe = new HistoryProbe(pages, dialect, settings, clock, statements, windows, canary, time);
        OneResource one = new OneResource(pages, dialect);
        this.reader =
                new ChangeReader(pages, one, new DeletedVersions(client, one, settings), dialect, settings, clock);
        this.past = new SpooledPast(reader, time);
        this.large = new LargeWindows(settings, reader);
    }

    @Override
    public Instant serverTime() throws FeedException {
        serverTime = probe.serverTime();
        return serverTime;
    }

    @Override
    public Duration behind() {
        return time.behind();
    }

    @Override
    public boolean readsClosedWindows() {
        return dialect.probed() && dialect.closedWindows() != ClosedWindows.NONE;
    }

    @Override
    public boolean showsEveryVersion() {
        return dialect.level() != HistoryLevel.SEARCH;
    }

    @Override
    public void unannouncedSince(Instant since) {
        unannouncedSince = since;
    }

    @Override
    public String capabilities() {
        return dialect.probed() ? new Findings(dialect, settings).text() : "";
    }

    @Override
    public WindowRead read(Window window, int limit) throws FeedException {
        if (window.open()) {
            return listed(window, dialect.sent(window), limit);
        }
        probe.once();
        while (dialect.closedWindows() != ClosedWindows.NONE) {
            Window sent = dialect.sent(window);
            if (sent == null) {
                return new WindowRead(window, List.of(), List.of(), serverTime, 0);
            }
            try {
                WindowRead read = listed(window, sent, dialect.least(sent) ? Integer.MAX_VALUE : limit);
                if (believed(read, sent)) {
                    return read;
                }
            } catch (WindowNotHonouredException e) {
                windows.notHonoured();
            }
        }
        WindowRead read = past.read(window, limit, versionsSince(window), settings);
        serverTime = read.serverTime();
        return read;
    }

    private WindowRead listed(Window window, Window sent, int limit) throws FeedException {
        try (WindowChanges changes = new WindowChanges(sent, limit)) {
            ChangeReader.Reading reading = reader.read(sent, versionsSince(sent), changes);
            serverTime = time.of(reading.first(), reading.newest());
            boolean tried = !dialect.probed() || dialect.observed().since() != Observed.Since.NOT_TRIED;
            if (!tried && changes.newest() != null) {
                probe.tryOut();
            }
            ChangeSpool spool = changes.release();
            if (spool != null) {
                return large.read(window, spool, reader.listsInOrder(), changes.entries(), serverTime);
            }
            List<FhirChange> ordered = reader.oldestFirst(changes.inServerOrder(), sent, serverTime);
            if (changes.inServerOrder().stream().anyMatch(DeleteTimes::untold)) {
                ordered = within(sent, ordered);
            }
            return new WindowRead(
                    window, WindowChanges.events(ordered, settings), changes.rejected(), serverTime, changes.entries());
        }
    }

    /** Without deletes that turned out to be of another time: a server that knows no window tells of all it has. */
    private List<FhirChange> within(Window window, List<FhirChange> changes) {
        Instant from = window.from().minus(Dialect.TOLERANCE);
        Instant to = window.open() ? Instant.MAX : window.to().plus(Dialect.TOLERANCE);
        return dialect.level() == HistoryLevel.SEARCH
                ? changes
                : changes.stream()
                        .filter(change ->
                                !change.time().isBefore(from) && change.time().isBefore(to))
                        .toList();
    }

    private boolean believed(WindowRead read, Window sent) throws FeedException {
        if (!read.events().isEmpty()) {
            dialect.proveClosedWindows();
        }
        return read.entries() > 0 || windows.believeEmpty(sent);
    }

    private Instant versionsSince(Window window) {
        return window.from().isBefore(unannouncedSince) ? window.from() : unannouncedSince;
    }

    @Override
    public Instant oldest(Instant before) throws FeedException {
        while (true) {
            try {
                return windows.oldest(before);
            } catch (WindowNotHonouredException e) {
                windows.notHonoured();
            }
        }
    }

    @Override
    public void lookForSilence(Instant from, Instant to) throws FeedException {
        probe.tryOut();
        canary.look(new Window(from, to));
    }

    @Override
    public Optional<String> mark() {
        return Optional.of(IDS_HAVE_TIMES);
    }

    /** Whether it was last read by a build whose ids had no times in them. */
    @Override
    public boolean beganAnew() {
        return !idsHadTimes;
    }

    @Override
    public Optional<UUID> formerId(HealthEvent event, Instant read) {
        return event.data() instanceof FhirResourceData resource
                ? Optional.of(EventIds.fhirBeforeTimes(
                        settings.account(),
                        resource.resourceType(),
                        resource.resourceFhirId(),
                        resource.serverVersion()))
                : Optional.empty();
    }

    @Override
    public void watch(PageWatch watch) {
        client.watch(watch);
    }

    @Override
    public void pastIsRead() {
        past.drop();
    }

    @Override
    public void close() {
        client.close();
        past.close();
        large.close();
    }
}

package dev.healthevents.feed.orthanc;

import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowPlan;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.state.OrthancInstances;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an Orthanc as a source's tail does, with a real state store: each look reads one window and commits it. Begins
 * now, unless it is told to begin earlier.
 */
final class OrthancReader implements AutoCloseable {

    static final String SOURCE = "pacs";
    static final String ACCOUNT = "pacs.example.org";
    private static final Duration OVERLAP = Duration.ofSeconds(1);
    private static final Duration LATENESS = Duration.ofMinutes(2);

    final StateDatabase database;
    final OrthancFeed feed;
    final Ledger ledger;
    private final SeenIds seen;
    private WindowPlan plan;

    OrthancReader(Path folder, OrthancServer orthanc) {
        this(folder, orthanc, 1, Duration.ofSeconds(1));
    }

    OrthancReader(Path folder, OrthancServer orthanc, int epoch, Duration reconcileInterval) {
        database = StateDatabase.open("jdbc:sqlite:" + folder.resolve("state.db"), null, null);
        seen = new SeenIds(database);
        ledger = new Ledger(new OrthancInstances(database, SOURCE));
        feed = feed(orthanc, epoch, reconcileInterval);
    }

    OrthancFeed feed(OrthancServer orthanc, int epoch, Duration reconcileInterval) {
        OrthancFeedSettings settings = new OrthancFeedSettings(
                SOURCE,
                URI.create(orthanc.url()),
                ACCOUNT,
                "/workspaces/w",
                100,
                epoch,
                true,
                reconcileInterval,
                HttpLimits.DEFAULT,
                orthanc.password() == null
                        ? Authorization.none()
                        : Authorization.basic(OrthancSettings.USER, orthanc.password()));
        return new OrthancFeed(settings, ledger, Clock.systemUTC());
    }

    /** Begins now, if it was never read before, else goes on. */
    OrthancReader begin() throws Exception {
        Instant now = feed.serverTime();
        seen.load(SOURCE, LATENESS.multipliedBy(2));
        if (ledger.standing().orElseThrow().lastSeq() < 0 && !feed.beganAnew()) {
            WindowRead read = feed.read(Window.openFrom(now.minus(LATENESS)), Integer.MAX_VALUE);
            WindowTransaction transaction = new WindowTransaction(database, seen, SOURCE);
            transaction.save(read.learnt());
            transaction.commit(
                    now,
                    read.events().stream()
                            .filter(event -> event.time().isBefore(now))
                            .map(HealthEvent::id)
                            .toList(),
                    Instant.EPOCH);
        }
        plan = new WindowPlan(now, now, Instant.EPOCH, OVERLAP);
        return this;
    }

    /** Reads what is newest, and commits it. */
    List<HealthEvent> look() throws Exception {
        Window window = Window.openFrom(plan.position().minus(OVERLAP));
        WindowRead read = feed.read(window, 20_000);
        plan.read(read);
        return commit(read);
    }

    /** Looks until it has found so many events, or the time is up. */
    List<HealthEvent> await(int events, Duration atMost) throws Exception {
        List<HealthEvent> found = new ArrayList<>();
        long end = System.nanoTime() + atMost.toNanos();
        while (found.size() < events && System.nanoTime() < end) {
            found.addAll(look());
        }
        return found;
    }

    /** What is new in a window, committed. */
    List<HealthEvent> commit(WindowRead read) {
        WindowTransaction transaction = new WindowTransaction(database, seen, SOURCE);
        transaction.save(read.learnt());
        List<HealthEvent> announced = read.events().stream()
                .filter(event -> transaction.announce(event.id()))
                .toList();
        transaction.commit(read.serverTime(), transaction.announced(), Instant.EPOCH);
        return announced;
    }

    @Override
    public void close() {
        feed.close();
        database.close();
    }
}

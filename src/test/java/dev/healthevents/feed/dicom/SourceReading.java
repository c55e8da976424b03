package dev.healthevents.feed.dicom;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowChain;
import dev.healthevents.feed.WindowPlan;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads a feed as a source does, by tail, sweeps and backlog, and announces what was not seen before. */
final class SourceReading {

    static final Duration LATENESS = Duration.ofMinutes(2);
    static final Duration OVERLAP = Duration.ofSeconds(1);

    final Map<UUID, HealthEvent> announced = new HashMap<>();
    final List<HealthEvent> inOrder = new ArrayList<>();
    final Map<UUID, Rejected> rejected = new HashMap<>();
    private final Feed feed;
    private WindowPlan plan;
    private Instant swept;
    private Instant floor;
    long read;
    int failedWindows;

    SourceReading(Feed feed) {
        this.feed = feed;
    }

    /** Begins at the oldest change, with what is older than {@code LATENESS} as a backlog. */
    void begin() throws FeedException {
        Instant now = trying(feed::serverTime);
        floor = now.minus(LATENESS);
        plan = new WindowPlan(floor, now, floor, OVERLAP);
        swept = now;
        Instant oldest = trying(() -> feed.oldest(now));
        if (oldest.isBefore(floor)) {
            chain(oldest, floor);
        }
    }

    /** Reads what is newest, and before that what the tail is behind by. */
    void tail(Instant serverNow) throws FeedException {
        boolean more = true;
        while (more) {
            Window window = plan.next(serverNow, true);
            more = !window.open();
            try {
                WindowRead found = trying(() -> feed.read(window, plan.limit(window, true)));
                plan.read(found);
                announce(found);
            } catch (WindowTooLargeException e) {
                plan.tooLarge(window, serverNow);
                more = true;
            }
        }
    }

    /** Reads the last {@code LATENESS} again. */
    void sweep() throws FeedException {
        Instant from = swept.minus(LATENESS).isBefore(floor) ? floor : swept.minus(LATENESS);
        swept = chain(from, plan.position());
    }

    private Instant chain(Instant from, Instant until) throws FeedException {
        WindowChain chain = new WindowChain(from, until);
        Instant began = null;
        for (Optional<Window> next = chain.next(); next.isPresent(); next = chain.next()) {
            Window window = next.get();
            try {
                WindowRead found = trying(() -> feed.read(window, chain.limit(window)));
                began = began == null ? found.serverTime() : began;
                chain.read(found);
                announce(found);
            } catch (WindowTooLargeException e) {
                chain.tooLarge(window);
            }
        }
        return began;
    }

    private void announce(WindowRead found) {
        read += found.entries();
        for (HealthEvent event : found.events()) {
            if (announced.putIfAbsent(event.id(), event) == null) {
                inOrder.add(event);
            }
        }
        found.rejected().forEach(row -> rejected.put(row.id(), row));
    }

    private interface Reading<T> {
        T read() throws FeedException;
    }

    /** A window that fails is read again, as a source does. */
    private <T> T trying(Reading<T> reading) throws FeedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return reading.read();
            } catch (WindowTooLargeException e) {
                throw e;
            } catch (FeedException e) {
                failedWindows++;
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }
}

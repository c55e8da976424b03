package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Until when a window may show again what another one has shown. */
final class ShownAgain {

    /** Servers round. */
    private static final Duration ROUNDED = Duration.ofSeconds(1);

    private ShownAgain() {}

    /**
     * Has ids of a window remembered for as long as that.
     *
     * @param ids those that matter
     * @param latest what no clock of the server shows yet; what is read as the newest is not younger, whatever time was
     *     made up for it, unless it says so itself
     */
    static void remember(WindowTransaction transaction, WindowRead read, Set<UUID> ids, Instant latest) {
        List<UUID> usual = new ArrayList<>();
        List<UUID> ahead = new ArrayList<>();
        Instant furthest = latest;
        for (HealthEvent event : read.events()) {
            if (!ids.contains(event.id())) {
                continue;
            }
            boolean isAhead = read.window().open() && event.time().isAfter(latest);
            (isAhead ? ahead : usual).add(event.id());
            furthest = Progress.later(furthest, event.time());
        }
        for (Rejected rejected : read.rejected()) {
            if (ids.contains(rejected.id())) {
                usual.add(rejected.id());
            }
        }
        transaction.remember(read.window().open() ? latest : read.window().to().plus(ROUNDED), usual);
        transaction.remember(furthest.plus(ROUNDED), ahead);
    }
}

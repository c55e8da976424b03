package dev.healthevents.source;

import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;

/** Keeps entries that could not be understood. */
final class RejectedEntries {

    private final Clock clock;

    RejectedEntries(Clock clock) {
        this.clock = clock;
    }

    /** Has those that are new committed with their window, as dead letters. */
    void keep(WindowRead read, WindowTransaction transaction) {
        for (Rejected rejected : read.rejected()) {
            if (!transaction.contains(rejected.id())) {
                transaction.add(new DeadLetter(
                        rejected.id().toString(),
                        DeadLetter.READ,
                        transaction.source(),
                        clock.instant(),
                        rejected.reason(),
                        rejected.entry()));
            }
        }
    }
}

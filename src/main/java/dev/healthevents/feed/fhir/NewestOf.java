package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import java.time.Instant;

/** Passes changes on, and keeps in mind the time of the newest. */
final class NewestOf implements ChangeGatherer {

    private final ChangeGatherer changes;
    private Instant newest;

    NewestOf(ChangeGatherer changes) {
        this.changes = changes;
    }

    /** The newest time that the server gave, or {@code null}. */
    Instant newest() {
        return newest;
    }

    @Override
    public void changed(FhirChange change) throws FeedException {
        Instant time = change.time();
        if (time != null) {
            newest = newest == null || time.isAfter(newest) ? time : newest;
        }
        changes.changed(change);
    }

    @Override
    public void replaced(FhirChange version, Instant since) throws FeedException {
        changes.replaced(version, since);
    }

    @Override
    public void rejected(Rejected rejected) throws FeedException {
        changes.rejected(rejected);
    }

    @Override
    public void passOver() throws FeedException {
        changes.passOver();
    }

    @Override
    public long distinct() {
        return changes.distinct();
    }
}

package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;

/** What a search finds: passes on what is a resource's first version, and holds back what may have had others before. */
final class FoundResources implements ChangeSink, AutoCloseable {

    private final ChangeGatherer changes;
    private final HeldChanges needVersions = new HeldChanges(WindowChanges.IN_MEMORY);

    FoundResources(ChangeGatherer changes) {
        this.changes = changes;
    }

    /** The newest versions of resources that may have others. */
    HeldChanges needVersions() {
        return needVersions;
    }

    @Override
    public void changed(FhirChange change) throws FeedException {
        if (change.version().equals("1")) {
            changes.changed(change);
        } else {
            needVersions.add(change);
        }
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
        return changes.distinct() + needVersions.size();
    }

    @Override
    public void close() {
        needVersions.close();
    }
}

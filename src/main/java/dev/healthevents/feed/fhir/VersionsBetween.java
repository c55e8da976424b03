package dev.healthevents.feed.fhir;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a resource's own history for the versions before the one that a search found.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history-instance</a>
 */
final class VersionsBetween {

    private static final Logger LOG = LoggerFactory.getLogger(VersionsBetween.class);

    /** It was deleted meanwhile, or is not ours to see any more. */
    private static final Set<Integer> GONE = Set.of(403, 404, 410);

    /** So many in a row were not all deleted between two requests. */
    private static final int MOST_GONE = 20;

    private static final Set<Integer> NOT_SUPPORTED = Set.of(400, 405, 422, 501);

    private final HistoryPages pages;
    private final FhirFeedSettings settings;
    private boolean supported = true;
    private int refusals;

    VersionsBetween(HistoryPages pages, FhirFeedSettings settings) {
        this.pages = pages;
        this.settings = settings;
    }

    /**
     * Passes a resource's versions on, oldest first.
     *
     * @param newest the version that the search found
     * @param since which of the older ones count
     */
    void of(FhirChange newest, Instant since, ChangeGatherer changes) throws FeedException {
        List<FhirChange> versions = supported ? versions(newest, changes) : List.of();
        boolean listed = false;
        Instant latest = newest.time() == null ? since : newest.time();
        List<FhirChange> ordered = Chronology.oldestFirst(versions, Window.openFrom(Instant.EPOCH), latest);
        for (FhirChange version : withCreation(ordered)) {
            if (version.eventId().equals(newest.eventId())) {
                listed = true;
                changes.changed(version);
            } else {
                changes.replaced(version, since);
            }
        }
        if (!listed) {
            changes.changed(newest);
        }
    }

    private List<FhirChange> versions(FhirChange newest, ChangeGatherer changes) throws FeedException {
        Versions versions = new Versions(changes);
        try {
            pages.readVersions(newest.type(), newest.id(), versions);
            refusals = 0;
        } catch (HttpStatusException e) {
            boolean gone = GONE.contains(e.status());
            if (!gone && !NOT_SUPPORTED.contains(e.status())) {
                throw e;
            }
            refusals++;
            if (!gone || refusals == MOST_GONE) {
                supported = false;
                LOG.warn(
                        "{} has no history of a resource either ({}): of changes in quick succession only the last is"
                                + " seen",
                        settings.base(),
                        e.status());
            }
        } catch (NotSuchBundleException e) {
            supported = false;
            LOG.warn("{}; of changes in quick succession only the last is seen", e.getMessage());
        }
        return versions.all;
    }

    /** Where versions are no numbers and nothing says how they came about, the oldest of all of them is the creation. */
    private static List<FhirChange> withCreation(List<FhirChange> oldestFirst) {
        boolean told = oldestFirst.stream()
                .anyMatch(version ->
                        version.number() != null || version.operation() == HealthEventType.FHIR_RESOURCE_CREATED);
        if (told || oldestFirst.isEmpty()) {
            return oldestFirst;
        }
        List<FhirChange> versions = new ArrayList<>(oldestFirst);
        versions.set(0, versions.get(0).as(HealthEventType.FHIR_RESOURCE_CREATED));
        return versions;
    }

    private static final class Versions implements ChangeSink {

        private final ChangeGatherer changes;
        private final List<FhirChange> all = new ArrayList<>();

        Versions(ChangeGatherer changes) {
            this.changes = changes;
        }

        @Override
        public void changed(FhirChange change) {
            all.add(change);
        }

        @Override
        public void rejected(Rejected rejected) throws FeedException {
            changes.rejected(rejected);
        }

        @Override
        public void passOver() {
            // Nothing to remember.
        }

        @Override
        public long distinct() {
            return all.size();
        }
    }
}

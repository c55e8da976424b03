package dev.healthevents.feed.fhir;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a resource's own history for the versions before the one that a search found.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history-instance</a>
 */
final class VersionsBetween {

    private static final Logger LOG = LoggerFactory.getLogger(VersionsBetween.class);

    private final ResourceHistories histories;
    private final DeleteTimes deletes;
    private final TroubledHistories troubles;
    private final Clock clock;

    VersionsBetween(
            HistoryPages pages,
            DeleteTimes deletes,
            FhirFeedSettings settings,
            TroubledHistories troubles,
            Clock clock) {
        this.deletes = deletes;
        this.histories = new ResourceHistories(pages, settings, clock);
        this.troubles = troubles;
        this.clock = clock;
    }

    /**
     * Passes a resource's versions on, oldest first. Where its own history can't be read but others can, the version that
     * was found is passed on without those before it, and that is kept as a dead letter.
     *
     * @param newest the version that the search found
     * @param since which of the older ones count
     * @throws FeedException if the server can't be asked at present
     */
    void of(FhirChange newest, Instant since, ChangeGatherer changes) throws FeedException {
        List<FhirChange> versions = List.of();
        Instant now = clock.instant();
        if (troubles.waits(newest, now)) {
            changes.rejected(unread(newest, "it failed shortly before"));
        } else if (histories.readable()) {
            ResourceHistories.Versions read = new ResourceHistories.Versions();
            FeedException failure = histories.read(newest, read);
            if (failure == null) {
                troubles.mended(newest);
                read.passOnRejected(changes);
                versions = read.all();
            } else {
                failed(newest, since, failure);
                changes.rejected(unread(newest, failure.getMessage()));
            }
        }
        boolean listed = false;
        for (FhirChange version : ordered(versions, newest, since)) {
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

    /** Asks once more for one history that could not be read, if one is due, and passes on what it was to tell then. */
    void again(Window window, ChangeGatherer changes) throws FeedException {
        TroubledHistories.Trouble trouble = troubles.due(clock.instant()).orElse(null);
        if (trouble == null || !histories.readable()) {
            return;
        }
        FhirChange newest = trouble.newest();
        if (!window.open() && newest.time() != null && !newest.time().isBefore(window.to())) {
            return;
        }
        ResourceHistories.Versions read = new ResourceHistories.Versions();
        FeedException failure = histories.read(newest, read);
        if (failure != null) {
            failed(newest, trouble.since(), failure);
            return;
        }
        troubles.mended(newest);
        read.passOnRejected(changes);
        LOG.info("{} can be read again", shown(newest));
        for (FhirChange version : ordered(read.all(), newest, trouble.since())) {
            if (version.eventId().equals(newest.eventId())) {
                // What came later is found by itself.
                return;
            }
            if (!trouble.announced().contains(version.eventId())) {
                changes.replaced(version, trouble.since());
            }
        }
    }

    private List<FhirChange> ordered(List<FhirChange> versions, FhirChange newest, Instant since) throws FeedException {
        Instant latest = newest.time() == null ? since : newest.time();
        return withCreation(Chronology.oldestFirst(
                deletes.found(versions, Instant.EPOCH, false), Window.openFrom(Instant.EPOCH), latest));
    }

    private void failed(FhirChange newest, Instant since, FeedException failure) {
        Instant now = clock.instant();
        boolean again = troubles.failed(newest, since, now);
        LOG.warn(
                "{} can't be read: {}. Its newest version is announced without those before it; {}",
                shown(newest),
                failure.getMessage(),
                again ? "it will be asked for again" : "it will not be asked for again");
    }

    private Rejected unread(FhirChange newest, String reason) {
        return new Rejected(
                EventIds.of("unread versions\n" + newest.eventId()),
                shown(newest),
                "Versions before " + newest.version()
                        + " may be missing, since the resource's own history can't be read: " + reason
                        + ". It is asked for again for a while, and what it tells then is announced.");
    }

    private static String shown(FhirChange change) {
        return change.type() + '/' + change.id() + "/_history";
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
}

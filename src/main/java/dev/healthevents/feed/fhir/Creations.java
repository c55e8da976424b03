package dev.healthevents.feed.fhir;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides of what a server says that it was created, with another number than 1, whether it was: on a server that counts
 * the versions of each resource it was deleted before, as LinuxForHealth tells an undelete.
 */
final class Creations {

    private record Resource(String type, String id) {}

    private final OneResource one;
    private final VersionNumbers numbers;

    Creations(OneResource one, VersionNumbers numbers) {
        this.one = one;
        this.numbers = numbers;
    }

    /**
     * Corrects what is said of them.
     *
     * @param oldestFirst all of a window
     * @throws FeedException if the server can't be asked at present
     */
    List<FhirChange> corrected(List<FhirChange> oldestFirst) throws FeedException {
        numbers.learn(oldestFirst);
        if (oldestFirst.stream().noneMatch(Creations::doubtful)) {
            return oldestFirst;
        }
        Set<Resource> before = new HashSet<>();
        List<FhirChange> corrected = new ArrayList<>(oldestFirst.size());
        for (FhirChange change : oldestFirst) {
            boolean wasThere = !before.add(new Resource(change.type(), change.id()));
            boolean updated = doubtful(change) && (wasThere || !began(change));
            corrected.add(updated ? change.as(HealthEventType.FHIR_RESOURCE_UPDATED) : change);
        }
        return corrected;
    }

    private static boolean doubtful(FhirChange change) {
        return change.operation() == HealthEventType.FHIR_RESOURCE_CREATED
                && !change.version().equals("1")
                && change.number() != null;
    }

    private boolean began(FhirChange change) throws FeedException {
        if (numbers.ofResources() || numbers.ofTransactions()) {
            return numbers.ofTransactions();
        }
        ResourceHistories.Versions all = one.versions(change.type(), change.id());
        if (all == null) {
            return true;
        }
        boolean began =
                all.all().stream().noneMatch(version -> version.number() != null && version.number() < change.number());
        if (began && !all.all().isEmpty()) {
            numbers.beganLater();
        }
        return began;
    }
}

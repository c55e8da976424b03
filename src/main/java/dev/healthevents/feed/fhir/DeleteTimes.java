package dev.healthevents.feed.fhir;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the times of deletes that a history tells none of, as HAPI FHIR's does, and names them by these. The second in
 * which a delete was is known where its neighbours in the list are of one second; else the server is asked.
 */
final class DeleteTimes {

    private final OneResource one;
    private final DeletedVersions versions;
    private final KnownDeletes known;
    private final String account;

    DeleteTimes(OneResource one, DeletedVersions versions, KnownDeletes known, FhirFeedSettings settings) {
        this.one = one;
        this.versions = versions;
        this.known = known;
        this.account = settings.account();
    }

    /**
     * Puts times and ids where they were found.
     *
     * @param listed as the server listed them, all that it has from {@code from} on
     * @param byType whether each type is a list of its own
     * @throws FeedException if the server can't be asked at present
     */
    List<FhirChange> found(List<FhirChange> listed, Instant from, boolean byType) throws FeedException {
        if (listed.stream().noneMatch(DeleteTimes::untold) || !known.worthAsking()) {
            return listed;
        }
        Map<String, List<FhirChange>> lists = new LinkedHashMap<>();
        for (FhirChange change : listed) {
            lists.computeIfAbsent(byType ? change.type() : "", type -> new ArrayList<>())
                    .add(change);
        }
        Names names = new Names(listed, from);
        Map<FhirChange, FhirChange> found = new HashMap<>();
        for (List<FhirChange> list : lists.values()) {
            Map<FhirChange, Instant> times = new UntoldStretches(list, from, known, versions).times();
            for (Map.Entry<FhirChange, Instant> time : times.entrySet()) {
                found.put(time.getKey(), names.named(time.getKey(), time.getValue()));
            }
        }
        return listed.stream()
                .map(change -> untold(change) ? found.getOrDefault(change, change) : change)
                .toList();
    }

    /** Finds the time of one that is in no order with others. */
    FhirChange found(FhirChange delete) throws FeedException {
        return found(List.of(delete), Instant.MAX, false).get(0);
    }

    static boolean untold(FhirChange change) {
        return !change.told() && change.operation() == HealthEventType.FHIR_RESOURCE_DELETED;
    }

    /** The names of deletes: they must not depend on what else was read. */
    private final class Names {

        private record Version(String type, String id, long number) {}

        private final Instant from;
        private final Map<Version, Instant> told = new HashMap<>();

        Names(List<FhirChange> listed, Instant from) {
            this.from = from;
            Set<String> ids = new HashSet<>();
            listed.stream().filter(DeleteTimes::untold).forEach(delete -> ids.add(delete.id()));
            for (FhirChange change : listed) {
                Long number = change.told() && ids.contains(change.id()) ? change.number() : null;
                if (number != null) {
                    told.put(new Version(change.type(), change.id(), number), change.time());
                }
            }
        }

        /**
         * By the second, since no more is known of those that were not asked for; a resource that was erased, put and
         * deleted again within it is told apart by the version which was deleted.
         */
        FhirChange named(FhirChange delete, Instant time) throws FeedException {
            KnownDeletes.Found before = known.find(delete);
            if (before != null && before.time().equals(time)) {
                return named(delete, before);
            }
            Instant second = time.truncatedTo(ChronoUnit.SECONDS);
            Instant deleted = deletedVersion(delete, second, before);
            boolean within =
                    deleted != null && deleted.truncatedTo(ChronoUnit.SECONDS).equals(second);
            KnownDeletes.Found found = new KnownDeletes.Found(time, within ? deleted : second);
            known.keep(delete, found);
            return named(delete, found);
        }

        private FhirChange named(FhirChange delete, KnownDeletes.Found found) {
            return delete.named(
                    EventIds.fhir(account, delete.type(), delete.id(), delete.version(), found.named()), found.time());
        }

        /** The time of the version before the delete, if that may be of the same second. */
        private Instant deletedVersion(FhirChange delete, Instant second, KnownDeletes.Found before)
                throws FeedException {
            Long number = delete.number();
            if (number == null) {
                return null;
            }
            Instant listed = told.get(new Version(delete.type(), delete.id(), number - 1));
            if (listed != null || !from.isAfter(second)) {
                return listed;
            }
            ResourceHistories.Versions all = one.versions(delete.type(), delete.id());
            if (all == null) {
                // A list that reached further back has shown it, where the server gives no history of one resource.
                return before == null ? null : before.named();
            }
            return all.all().stream()
                    .filter(version ->
                            version.told() && Long.valueOf(number - 1).equals(version.number()))
                    .map(FhirChange::time)
                    .findFirst()
                    .orElse(null);
        }
    }
}

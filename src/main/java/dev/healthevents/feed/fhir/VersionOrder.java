package dev.healthevents.feed.fhir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees that whole-number versions of one resource never go backwards, whatever their times: the clocks of a server's
 * nodes differ, and a later version may have an earlier time.
 */
final class VersionOrder {

    private record Resource(String type, String id) {}

    private VersionOrder() {}

    /**
     * Lets the versions of a resource change places with each other, and nothing else.
     *
     * @param ordered by time
     */
    static void restore(List<FhirChange> ordered) {
        Map<Resource, Long> newest = new HashMap<>(2 * ordered.size());
        Map<Resource, List<Integer>> disordered = new HashMap<>();
        for (FhirChange change : ordered) {
            Long number = change.number();
            if (number != null) {
                Resource resource = new Resource(change.type(), change.id());
                Long before = newest.put(resource, number);
                if (before != null && before > number) {
                    disordered.put(resource, new ArrayList<>());
                }
            }
        }
        if (disordered.isEmpty()) {
            return;
        }
        for (int i = 0; i < ordered.size(); i++) {
            FhirChange change = ordered.get(i);
            List<Integer> places = disordered.get(new Resource(change.type(), change.id()));
            if (places != null && change.number() != null) {
                places.add(i);
            }
        }
        disordered.values().forEach(places -> countUp(ordered, places));
    }

    private static void countUp(List<FhirChange> ordered, List<Integer> places) {
        List<FhirChange> versions = new ArrayList<>();
        places.forEach(place -> versions.add(ordered.get(place)));
        versions.sort((a, b) -> Long.compare(a.number(), b.number()));
        for (int i = 0; i < places.size(); i++) {
            ordered.set(places.get(i), versions.get(i));
        }
    }
}

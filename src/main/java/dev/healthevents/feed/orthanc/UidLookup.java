package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.dicom.Uids;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the UIDs of instances with three requests for a page of them, and with one where their series are known.
 *
 * <p>Orthanc's ids are made of the UIDs, so what is remembered of a series never becomes wrong.
 */
final class UidLookup {

    private static final int MOST_SERIES = 10_000;

    private final Orthanc orthanc;
    private final Map<String, Uids> seriesById = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Uids> eldest) {
            return size() > MOST_SERIES;
        }
    };

    UidLookup(Orthanc orthanc) {
        this.orthanc = orthanc;
    }

    /**
     * The UIDs of those instances that Orthanc still has.
     *
     * @param ids at most a page of them
     * @return by Orthanc's id; {@code null} for one that is there but has no UIDs
     */
    Map<String, Uids> find(Collection<String> ids) throws FeedException {
        Map<String, Resource> instances = orthanc.instances(ids);
        Set<String> parents = instances.values().stream()
                .map(Resource::parent)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, Uids> series = series(parents);
        Map<String, Uids> found = new HashMap<>();
        for (Resource instance : instances.values()) {
            if (instance.uid() == null || instance.parent() == null) {
                found.put(instance.id(), null);
            } else if (series.containsKey(instance.parent())) {
                Uids parent = series.get(instance.parent());
                found.put(
                        instance.id(),
                        parent == null ? null : new Uids(parent.study(), parent.series(), instance.uid()));
            }
        }
        return found;
    }

    private Map<String, Uids> series(Set<String> ids) throws FeedException {
        Map<String, Uids> found = new HashMap<>();
        List<String> unknown =
                ids.stream().filter(id -> !seriesById.containsKey(id)).toList();
        Map<String, Resource> series = orthanc.series(unknown);
        Map<String, Resource> studies = orthanc.studies(series.values().stream()
                .map(Resource::parent)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        for (Resource one : series.values()) {
            Resource study = one.parent() == null ? null : studies.get(one.parent());
            if (one.uid() == null || one.parent() == null || study != null && study.uid() == null) {
                found.put(one.id(), null);
            } else if (study != null) {
                seriesById.put(one.id(), new Uids(study.uid(), one.uid(), null));
            }
        }
        for (String id : ids) {
            if (seriesById.containsKey(id)) {
                found.put(id, seriesById.get(id));
            }
        }
        return found;
    }
}

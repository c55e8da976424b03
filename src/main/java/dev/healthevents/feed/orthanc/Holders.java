package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.orthanc.Instance.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * By which instances some images are there. A patient's id that is corrected makes another instance of the same image;
 * events are about images.
 */
final class Holders {

    private final Map<Uids, Map<String, Instance>> byImage = new HashMap<>();

    Holders(Collection<Instance> committed) {
        committed.forEach(this::put);
    }

    void put(Instance instance) {
        byImage.computeIfAbsent(instance.uids(), any -> new HashMap<>()).put(instance.id(), instance);
    }

    void remove(Instance instance) {
        byImage.computeIfPresent(instance.uids(), (image, holders) -> {
            holders.remove(instance.id());
            return holders;
        });
    }

    /** Whether an image is there by another instance than this one. */
    boolean others(Uids image, String id) {
        return byImage.getOrDefault(image, Map.of()).keySet().stream().anyMatch(other -> !other.equals(id));
    }

    /** Whether somebody was told that the image was created, by another instance than this one. */
    boolean othersCreated(Instance instance) {
        return byImage.getOrDefault(instance.uids(), Map.of()).values().stream()
                .anyMatch(other -> !other.id().equals(instance.id()) && other.kind() == Kind.CREATED);
    }
}

package dev.healthevents.standin.dicomweb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the archive holds: studies with a date, in the order in which they came, and their images. */
public final class DicomwebArchive {

    /** @param images as {@code series/sop} */
    record Held(String uid, String date, Set<String> images) {}

    private final Map<String, Held> studies = new LinkedHashMap<>();

    /**
     * Stores an image.
     *
     * @param date of its study, eight digits, or {@code null}; that of the first image counts
     */
    public synchronized void store(String study, String date, String series, String sop) {
        studies.computeIfAbsent(study, uid -> new Held(uid, date, new LinkedHashSet<>()))
                .images()
                .add(series + '/' + sop);
    }

    /** Deletes an image, and its study with the last one. */
    public synchronized void delete(String study, String series, String sop) {
        Held held = studies.get(study);
        if (held != null
                && held.images().remove(series + '/' + sop)
                && held.images().isEmpty()) {
            studies.remove(study);
        }
    }

    public synchronized void delete(String study) {
        studies.remove(study);
    }

    synchronized List<Held> studies() {
        List<Held> copy = new ArrayList<>();
        studies.values()
                .forEach(held -> copy.add(new Held(held.uid(), held.date(), new LinkedHashSet<>(held.images()))));
        return copy;
    }

    /** Those of a study, as {@code series/sop}. */
    synchronized Set<String> images(String study) {
        Held held = studies.get(study);
        return held == null ? Set.of() : new LinkedHashSet<>(held.images());
    }

    /** All images, as {@code study/series/sop}. */
    public synchronized Set<String> images() {
        Set<String> images = new TreeSet<>();
        studies.values().forEach(held -> held.images().forEach(image -> images.add(held.uid() + '/' + image)));
        return images;
    }
}

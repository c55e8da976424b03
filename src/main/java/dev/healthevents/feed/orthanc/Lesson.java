package dev.healthevents.feed.orthanc;

import java.util.List;

/**
 * What is to be kept with a window.
 *
 * @param standing how far the source has been read by it, or {@code null} where it does not say
 * @param stored instances that are new or were stored again
 * @param deleted instances that are gone
 * @param numbers ranges of numbers of our own, as far as they are new or grew
 */
public record Lesson(Standing standing, List<Instance> stored, List<Instance> deleted, List<OwnNumbers> numbers) {

    /** Whether nothing would be lost without a commit: rows that announced nothing can be read again. */
    public boolean isEmpty() {
        return stored.isEmpty() && deleted.isEmpty();
    }
}

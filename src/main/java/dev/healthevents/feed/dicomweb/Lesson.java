package dev.healthevents.feed.dicomweb;

import java.util.List;

/**
 * What is to be kept with a window.
 *
 * @param standing how far the source has been read by it
 * @param stored studies that are new or have changed
 * @param gone studies that have no images any more
 */
public record Lesson(Standing standing, List<Study> stored, List<String> gone) {

    /** Whether nothing would be lost without a commit: an archive can be gone through again. */
    public boolean isEmpty() {
        return stored.isEmpty() && gone.isEmpty();
    }
}

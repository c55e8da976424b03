package dev.healthevents.feed.dicomweb;

import java.util.List;

/**
 * A study with all that is remembered of it.
 *
 * @param head what is known without its images
 * @param images in the order in which they were found
 */
public record Study(StudyHead head, List<Image> images) {

    /** A study of which nothing is known. */
    static Study unknown(String uid) {
        return new Study(new StudyHead(uid, null, 0, StudyHead.State.LISTED), List.of());
    }
}

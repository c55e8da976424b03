package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.Learnt;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What must be remembered of one DICOMweb server, across crashes. Each call sees what is committed. */
public interface Inventory {

    /** How far it was read, or nothing if it never was. */
    Optional<Standing> standing();

    /** A study with its images, or nothing if it is not known. */
    Optional<Study> study(String uid);

    /** Those of these studies that are known. */
    List<StudyHead> heads(Collection<String> uids);

    /** Known studies of that date and later; none without a date. */
    List<StudyHead> since(String date);

    /** Known studies in the order of their UIDs, those after {@code uid}. */
    List<StudyHead> after(String uid, int limit);

    /** Studies that have yet to be listed, in the order of their UIDs. */
    List<StudyHead> toList(int limit);

    /**
     * The announced images that were found in a stretch of time, by their studies.
     *
     * @param most how many images are wanted; more than that may be left out
     */
    List<Study> foundBetween(Instant from, Instant to, int most);

    /** How many images are known. */
    long images();

    /** Takes note of studies outside of any window, in place of what was known of them. */
    void learn(Collection<Study> studies);

    /** Takes note that all that was there at the first contact is learnt, or known to be learnt. */
    void begin(Standing standing);

    /** @param kept called when the lesson is durable */
    Learnt learnt(Lesson lesson, Runnable kept);
}

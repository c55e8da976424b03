package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.Learnt;
import dev.healthevents.feed.dicom.Uids;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be remembered of one Orthanc, across crashes. Each call sees what is committed. */
public interface InstanceTable {

    /** How far it was read, or nothing if it never was. */
    Optional<Standing> standing();

    /** Those of these instances that are known, by Orthanc's id. */
    Map<String, Instance> find(Collection<String> ids);

    /** Those that are one of these images, by all three UIDs. */
    List<Instance> holders(Collection<Uids> images);

    /** Known instances in the order of their ids, those after {@code id}. */
    List<Instance> after(String id, int limit);

    /** How many are known. */
    long count();

    /** The highest number that any known instance was given, or 0. */
    long highestNumber();

    /**
     * The numbers that are ours, lowest first.
     *
     * @param limit how many ranges of them, the newest ones
     */
    List<OwnNumbers> ownNumbers(int limit);

    /** Takes note of instances outside of any window, in place of what was known of them. */
    void learn(Collection<Instance> instances);

    /** Begins an epoch: all numbers up to the highest that was given are ours, so that none is given again. */
    void begin(Standing standing);

    /** @param kept called when the lesson is durable */
    Learnt learnt(Lesson lesson, Runnable kept);
}

package dev.healthevents.feed.orthanc;

import java.util.List;

/**
 * A page of {@code /changes}.
 *
 * @param changes its rows, oldest first
 * @param done whether it is the last one
 * @param last Seq of its last row; on a page without rows, the last Seq that Orthanc has given to any row. As Orthanc
 *     writes it until {@link ChangeLog} has made it whole
 */
record ChangesPage(List<Change> changes, boolean done, long last) {}

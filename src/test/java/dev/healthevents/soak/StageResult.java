package dev.healthevents.soak;

import java.util.List;

/**
 * What came out of a stage.
 *
 * @param refused writes that HAPI did not take
 * @param happened faults, as they were planned
 * @param failed faults that could not be brought about or mended
 * @param settledAfter seconds from the end of the last fault and the last write until all was delivered; -1: it never was
 * @param ordered whether order was promised: not beside the backlog of an outage of more than two minutes
 * @param letters dead letters, and which have no reason
 * @param growth lines of a table: live heap, threads, open files, in thirds
 */
record StageResult(
        String stage,
        long refused,
        List<PlannedFault> happened,
        List<String> failed,
        List<Finding> findings,
        long settledAfter,
        boolean ordered,
        List<String> letters,
        List<String> leaks,
        List<String> growth) {

    boolean holds() {
        return failed.isEmpty()
                && findings.stream().allMatch(Finding::holds)
                && leaks.isEmpty()
                && letters.stream().noneMatch(letter -> letter.endsWith(": "));
    }
}

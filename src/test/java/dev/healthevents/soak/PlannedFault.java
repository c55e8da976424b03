package dev.healthevents.soak;

import java.time.Duration;

/**
 * A fault of a schedule.
 *
 * @param at after the begin of the schedule
 * @param lasts from when it happens until what can be mended is
 */
record PlannedFault(Duration at, Fault fault, Duration lasts) {

    @Override
    public String toString() {
        return "%02d:%02d  %s, %d s".formatted(at.toMinutes(), at.toSecondsPart(), fault.text, lasts.toSeconds());
    }
}
